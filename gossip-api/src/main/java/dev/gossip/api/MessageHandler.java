package dev.gossip.api;

/**
 * An application's receiver. Called by one thread at a time per subscription, in order of acceptance; it may block, which
 * delays this subscription only. An exception counts as {@link Verdict#IGNORE} and is reported.
 */
@FunctionalInterface
public interface MessageHandler {

    /** Judges one message. Forwarding waits for the verdict at most {@link NodeLimits#verdictTimeout()}. */
    Verdict handle(Delivery delivery) throws Exception;

    /** Adapts a receiver that accepts everything it is given. */
    static MessageHandler accepting(java.util.function.Consumer<Delivery> consumer) {
        return delivery -> {
            consumer.accept(delivery);
            return Verdict.ACCEPT;
        };
    }
}
