package dev.gossip.spi.transport;

import dev.gossip.api.observe.DropReason;

/**
 * Why a connection ended.
 *
 * @param initiator which side or part ended it
 * @param reason a countable reason, for closes that are somebody's fault
 * @param detail for people
 */
public record CloseReason(Initiator initiator, DropReason reason, String detail) {

    private static final DropReason CLOSED = new DropReason("closed");

    /** We closed it without blame. */
    public static CloseReason local(String detail) {
        return new CloseReason(Initiator.LOCAL, CLOSED, detail);
    }

    /** We closed it because of {@code reason}. */
    public static CloseReason refused(DropReason reason, String detail) {
        return new CloseReason(Initiator.LOCAL, reason, detail);
    }

    /** The other side closed it. */
    public static CloseReason remote(String detail) {
        return new CloseReason(Initiator.REMOTE, CLOSED, detail);
    }

    /** The carrier failed. */
    public static CloseReason failed(String detail) {
        return new CloseReason(Initiator.CARRIER, new DropReason("carrier-failed"), detail);
    }

    /** Who ended it. */
    public enum Initiator {
        LOCAL,
        REMOTE,
        CARRIER
    }
}
