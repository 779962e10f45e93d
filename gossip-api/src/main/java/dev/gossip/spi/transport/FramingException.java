package dev.gossip.spi.transport;

import dev.gossip.api.observe.DropReason;

/** The byte stream is not cut the way the framing demands; the connection cannot go on. */
public final class FramingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DropReason reason;

    /** Without a stack trace: bad input is an event, not a bug. */
    public FramingException(DropReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** What to count; {@link DropReason#MALFORMED} after deserialization, which loses it. */
    public DropReason reason() {
        return reason == null ? DropReason.MALFORMED : reason;
    }
}
