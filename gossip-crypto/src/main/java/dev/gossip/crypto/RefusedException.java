package dev.gossip.crypto;

import dev.gossip.api.observe.DropReason;
import java.time.Instant;

/** Ends the examination of an identity; carries no stack, because bad input is no surprise. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DropReason reason;
    private final Instant until;

    RefusedException(DropReason reason, String detail) {
        this(reason, detail, Instant.MAX);
    }

    RefusedException(DropReason reason, String detail, Instant until) {
        super(detail, null, false, false);
        this.reason = reason;
        this.until = until;
    }

    DropReason reason() {
        return reason;
    }

    /** When the cause goes away by itself. */
    Instant until() {
        return until;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
