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

    /** We closed it without blame. */
    public static CloseReason local(String detail) {
        return new CloseReason(Initiator.LOCAL, DropReason.CLOSED, detail);
    }

    /** We closed it because of {@code reason}. */
    public static CloseReason refused(DropReason reason, String detail) {
        return new CloseReason(Initiator.LOCAL, reason, detail);
    }

    /** The other side closed it. */
    public static CloseReason remote(String detail) {
        return new CloseReason(Initiator.REMOTE, DropReason.CLOSED, detail);
    }

    /** The carrier failed. */
    public static CloseReason failed(String detail) {
        return new CloseReason(Initiator.CARRIER, DropReason.CARRIER_FAILED, detail);
    }

    /** Who ended it. */
    public enum Initiator {
        /** We did. */
        LOCAL,
        /** The other side did. */
        REMOTE,
        /** Nobody wanted it: the network or TLS failed. */
        CARRIER
    }
}
