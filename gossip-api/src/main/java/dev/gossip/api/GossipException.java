package dev.gossip.api;

/** A failure that the message explains, with what to do next. */
public class GossipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GossipException(String message) {
        super(message);
    }

    public GossipException(String message, Throwable cause) {
        super(message, cause);
    }
}
