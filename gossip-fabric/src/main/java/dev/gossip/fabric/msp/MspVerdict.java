package dev.gossip.fabric.msp;

import dev.gossip.api.observe.DropReason;

/** What a membership service provider says about an identity, today's date left aside. */
public sealed interface MspVerdict {

    /** It is one of the organisation's. */
    record Valid(MspIdentity identity) implements MspVerdict {}

    /** It is not; {@code detail} names the cause for people. */
    record Refused(DropReason reason, String detail) implements MspVerdict {}
}
