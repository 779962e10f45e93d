package dev.gossip.spi.transport;

import dev.gossip.api.observe.DropReason;

/** The byte stream is not cut the way the framing demands; the connection cannot go on. */
public final class FramingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DropReason reason;

    public FramingException(DropReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public DropReason reason() {
        return reason == null ? DropReason.MALFORMED : reason;
    }
}
