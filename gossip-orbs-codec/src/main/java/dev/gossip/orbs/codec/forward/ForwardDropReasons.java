package dev.gossip.orbs.codec.forward;

import dev.gossip.api.observe.DropReason;

/** Reasons of dropping that only forwarding produces. */
public final class ForwardDropReasons {

    /** The payloads are not those of the digest: somebody on the way changed them. */
    public static final DropReason DIGEST_MISMATCH = new DropReason("forward-digest-mismatch");

    /** An announced message did not come, and nobody had it for us. */
    public static final DropReason GAVE_UP = new DropReason("forward-gave-up");

    /** More announced messages are awaited than a node remembers. */
    public static final DropReason TOO_MANY_AWAITED = new DropReason("forward-too-many-awaited");

    private ForwardDropReasons() {}
}
