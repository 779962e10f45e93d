package dev.gossip.orbs.codec;

/** The same on Netty. */
class OrbsNettyTest extends OrbsSocketsTest {

    @Override
    String transport() {
        return "netty";
    }
}
