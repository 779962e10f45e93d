package dev.gossip.api;

/** The part a message plays in an exchange. */
public enum MessageKind {
    /** Needs no answer. */
    ONE_WAY,
    /** Expects a {@link #RESPONSE} or an {@link #ERROR} with the same correlation. */
    REQUEST,
    /** Answers a request. */
    RESPONSE,
    /** Answers a request that could not be served. */
    ERROR
}
