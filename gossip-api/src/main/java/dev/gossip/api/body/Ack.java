package dev.gossip.api.body;

import dev.gossip.api.Body;

/**
 * Acknowledges the message with the same correlation.
 *
 * @param error empty for success, else why the message was refused
 */
public record Ack(String error) implements Body {

    /** Success. */
    public static final Ack OK = new Ack("");

    /** Whether the message was taken. */
    public boolean isPositive() {
        return error.isEmpty();
    }
}
