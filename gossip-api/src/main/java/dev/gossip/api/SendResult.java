package dev.gossip.api;

/** What became of an offered frame. Nothing here means that the peer has received it. */
public enum SendResult {
    /** Queued; it will be written, or the connection closes. */
    ACCEPTED,
    /** The queue is above its high mark, after which a writable event follows, or a limit of rate is used up; not queued. */
    CONGESTED,
    /** The link is closed or no link and no address is known; not queued. */
    CLOSED,
    /** Larger than the frame limit; not queued. */
    TOO_LARGE,
    /** The protocol forbids showing this message to this peer; not queued. */
    WITHHELD
}
