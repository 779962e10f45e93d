package dev.gossip.amop;

import dev.gossip.api.NodeId;
import dev.gossip.api.body.AmopFailure;
import java.util.Optional;

/** What became of one publish; there is exactly one for each. */
public sealed interface AmopResult {

    /** Whether a subscriber answered. */
    default boolean isAnswered() {
        return this instanceof Answered;
    }

    /** A failure for this reason. */
    static AmopResult failed(AmopFailure.Reason reason, String detail) {
        return new Failed(new AmopFailure(reason, detail));
    }

    /**
     * A subscriber answered.
     *
     * @param by its node; empty if that is this one
     */
    record Answered(AmopReply reply, Optional<NodeId> by) implements AmopResult {}

    /** Nobody answered. */
    record Failed(AmopFailure failure) implements AmopResult {}
}
