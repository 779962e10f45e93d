package dev.gossip.examples.bridge;

import dev.gossip.api.observe.DropReason;

/** Why a bridge did not relay something. */
public final class BridgeReasons {

    /** Suppressed: the bridge's own words came back. */
    public static final DropReason OWN_ECHO = new DropReason("own-echo");

    /** Suppressed: said by another bridge, which speaks in every network of the route itself. */
    public static final DropReason SAID_BY_BRIDGE = new DropReason("said-by-bridge");

    /** Suppressed: another bridge has brought it to this network already. */
    public static final DropReason BROUGHT_BY_BRIDGE = new DropReason("brought-by-bridge");

    /** Dropped: longer than {@link BridgeLimits#payloadBytes}. */
    public static final DropReason PAYLOAD_TOO_LARGE = new DropReason("payload-too-large");

    /** Dropped: there are other bridges, and the network does not tell whether one of them said it. */
    public static final DropReason UNKNOWN_SPEAKER = new DropReason("unknown-speaker");

    /** Dropped: the same payload more than {@link BridgeLimits#repeats} times in a row, perhaps because it goes round. */
    public static final DropReason REPEATED = new DropReason("repeated");

    /** Dropped: one subscriber is asked for a reply, which a topic of another system does not have. */
    public static final DropReason REPLY_EXPECTED = new DropReason("reply-expected");

    /** Dropped: so much waits for this network already. */
    public static final DropReason QUEUE_FULL = new DropReason("queue-full");

    /** Dropped: nobody in the network could be handed the message, because it is down or nobody listens. */
    public static final DropReason NO_RECEIVER = new DropReason("no-receiver");

    /** Dropped: the network refused the message, or did not say in time what became of it. */
    public static final DropReason REFUSED = new DropReason("refused");

    private BridgeReasons() {}
}
