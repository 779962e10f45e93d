package dev.gossip.api;

/** A request that waits for no response, because its frame was not queued. */
public final class NotSentException extends GossipException {

    private static final long serialVersionUID = 1L;

    private final SendResult result;

    /** @param result anything but {@link SendResult#ACCEPTED} */
    public NotSentException(NodeId target, SendResult result) {
        super("the request to " + target + " was not sent: " + result);
        this.result = result;
    }

    /** What became of the frame. */
    public SendResult result() {
        return result;
    }
}
