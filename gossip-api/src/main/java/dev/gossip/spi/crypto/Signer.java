package dev.gossip.spi.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.spi.Provider;
import java.security.PrivateKey;

/** A signature algorithm on the signing side. Thread-safe. */
public interface Signer extends Provider {

    /** Whether this signer can use {@code key}. */
    boolean supports(PrivateKey key);

    /**
     * Signs {@code content}; hashing is part of the algorithm.
     *
     * @throws dev.gossip.api.GossipException if the key cannot be used, naming the reason
     */
    Bytes sign(PrivateKey key, Bytes content);
}
