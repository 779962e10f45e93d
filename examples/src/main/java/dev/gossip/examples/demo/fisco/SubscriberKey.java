package dev.gossip.examples.demo.fisco;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.crypto.Secp256k1;
import dev.gossip.spi.crypto.LocalIdentity;
import java.security.PublicKey;
import java.util.random.RandomGenerator;

/**
 * The key of a subscriber of private topics, on secp256k1 as SDKs of 2.x have it.
 *
 * @param number the private key
 */
record SubscriberKey(Bytes number) {

    private static final int BYTES = 32;

    static SubscriberKey fresh(GossipRuntime runtime) {
        byte[] number = new byte[BYTES];
        RandomGenerator random = runtime.newRandom("subscriber key");
        random.nextBytes(number);
        // Below the order of the curve in any case.
        number[0] &= 0x7f;
        return new SubscriberKey(Bytes.wrap(number));
    }

    LocalIdentity identity() {
        return Secp256k1.identity(Secp256k1.privateKey(number));
    }

    PublicKey publicKey() {
        return Secp256k1.publicKey(Secp256k1.privateKey(number));
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "SubscriberKey";
    }
}
