package dev.gossip.state;

import dev.gossip.api.Bytes;
import java.util.concurrent.CompletionStage;

/**
 * Whether an item of another node proves that it belongs at its place in the sequence (for a block: number, hashes,
 * signatures of the orderers). Called beside the lanes, several at a time; every stage must complete.
 */
@FunctionalInterface
public interface ItemCheck {

    /** Checks one item; {@code sequence} is what the sender claims. */
    CompletionStage<Result> check(String scope, long sequence, Bytes data);

    /**
     * The outcome of a check.
     *
     * @param reason which rule is broken; empty if the item is valid
     */
    record Result(boolean valid, String reason) {

        /** The item belongs there. */
        public static final Result VALID = new Result(true, "");

        /** The item does not belong there; {@code reason} is not empty. */
        public static Result invalid(String reason) {
            return new Result(false, reason);
        }
    }
}
