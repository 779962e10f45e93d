package dev.gossip.membership;

import dev.gossip.api.observe.DropReason;

/** Reasons that only membership has. */
final class Reasons {

    static final DropReason PEER_DEAD = new DropReason("peer-dead");
    static final DropReason MEMBERS_FULL = new DropReason("members-full");
    static final DropReason IDENTITY_IN_USE = new DropReason("identity-in-use");
    static final DropReason STATEMENT_FAILED = new DropReason("own-statement-failed");
    static final DropReason INCARNATION_STORE = new DropReason("incarnation-store");

    private Reasons() {}
}
