package dev.gossip.spi.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;

/**
 * Decides which identities are admitted: parses an encoded identity, checks its chain, dates and organisation. Thread-safe;
 * never throws for bad input.
 */
public interface Trust {

    /**
     * Parses and validates what a peer presented.
     *
     * @param organisation the organisation that the peer claims; empty if the system has none
     * @param encoded the identity as sent, a PEM certificate for example
     */
    Admission admit(String organisation, Bytes encoded);

    /** The outcome of {@link #admit}. */
    sealed interface Admission {}

    /** The identity is valid now. */
    record Admitted(Identity identity) implements Admission {}

    /** The identity is refused; {@code detail} names the cause for people. */
    record Refused(DropReason reason, String detail) implements Admission {}
}
