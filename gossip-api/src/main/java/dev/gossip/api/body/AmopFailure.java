package dev.gossip.api.body;

import dev.gossip.api.Body;

/**
 * Why an AMOP request got no answer from a subscriber; sent as an error. Codes of a wire (100 to 105 in FISCO BCOS 2.x, 1000
 * to 3003 in 3.x) are the protocol's own translation of the reason.
 *
 * @param detail for people; wires without room for it leave it out
 */
public record AmopFailure(Reason reason, String detail) implements Body {

    /** What went wrong. */
    public enum Reason {
        /** Nobody has the topic. */
        NO_SUBSCRIBER,
        /** Every subscriber that may hear a private topic is still unproven, or proved to be somebody else. */
        UNVERIFIED,
        /** Nobody answered in time; somebody may have heard the message all the same. */
        TIMEOUT,
        /** Queues or limits of rate are full; the same may succeed later. */
        CONGESTED,
        /** Above a limit of size; the same will never succeed. */
        TOO_LARGE,
        /** Everybody failed, for other or for different reasons. */
        FAILED
    }
}
