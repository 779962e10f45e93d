package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;

/** The contract of the SPI over the messages of generation 2. */
class Generation2ContractTest extends ProtocolContract {

    private static final int MAX = 1 << 20;

    private final Protocol protocol = new FiscoProtocol(MAX, Optional.empty(), opened -> {});
    private final EndpointProtocol endpoint =
            protocol.open(new TestContext(new VirtualTime(), Certificates.SECP_A).with("generation", "2"));

    @Override
    protected Protocol protocol() {
        return protocol;
    }

    @Override
    protected EndpointProtocol endpoint() {
        return endpoint;
    }

    @Override
    protected List<Message> samples() {
        return Samples.generation2();
    }

    @Override
    protected Optional<Message> tooLarge() {
        return Optional.of(Message.of(Samples.T1, Opaque.of(Bytes.wrap(new byte[MAX]))));
    }

    @Override
    protected List<LinkClass> linkClasses() {
        return List.of(LinkClass.ONLY);
    }

    @Override
    protected LinkPeer from() {
        return Samples.link(endpoint.self());
    }

    /** Snappy has several forms of one payload; the plain one is kept. */
    @Override
    protected boolean ignoresBytes() {
        return true;
    }
}
