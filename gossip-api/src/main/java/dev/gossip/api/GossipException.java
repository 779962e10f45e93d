package dev.gossip.api;

/** A failure that the message explains, with what to do next. */
public class GossipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure without an underlying one. */
    public GossipException(String message) {
        super(message);
    }

    /** A failure that {@code cause} brought about. */
    public GossipException(String message, Throwable cause) {
        super(message, cause);
    }
}
