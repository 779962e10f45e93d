package dev.gossip.fisco.sdk;

import dev.gossip.api.observe.DropReason;

/** Why something of an SDK was dropped. */
public final class SdkDrops {

    /** Some or all topics of its list are above a limit or no topics. */
    public static final DropReason TOPICS_REFUSED = new DropReason("topics-refused");

    /** The SDK does not take the answer that it asked for. */
    public static final DropReason ANSWER_NOT_SENT = new DropReason("answer-not-sent");

    /** A verdict on a private topic for which the node had not asked. */
    public static final DropReason UNASKED_VERDICT = new DropReason("unasked-verdict");

    private SdkDrops() {}
}
