package dev.gossip.crypto.x509;

import dev.gossip.api.observe.DropReason;
import java.time.Instant;

/** Ends the examination of an identity; carries no stack, because bad input is no surprise. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DropReason reason;
    private final Instant until;

    public RefusedException(DropReason reason, String detail) {
        this(reason, detail, Instant.MAX);
    }

    public RefusedException(DropReason reason, String detail, Instant until) {
        super(detail, null, false, false);
        this.reason = reason;
        this.until = until;
    }

    public DropReason reason() {
        return reason;
    }

    /** When the cause goes away by itself. */
    public Instant until() {
        return until;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
