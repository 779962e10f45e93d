package dev.gossip.spi.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.spi.Provider;
import java.security.PublicKey;

/** A signature algorithm on the verifying side. Thread-safe; never throws for bad input. */
public interface Verifier extends Provider {

    /** Whether this verifier understands {@code key}. */
    boolean supports(PublicKey key);

    /** Whether {@code signature} is a valid, canonical signature over {@code content}; hashing is part of it. */
    Verification verify(PublicKey key, Bytes content, Bytes signature);
}
