package dev.gossip.spi.protocol;

import dev.gossip.api.observe.DropReason;

/** Bytes that break a rule of the protocol. Carries no stack trace: bad input is an event, not a bug. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DropReason reason;
    private final boolean fatal;

    private MalformedException(DropReason reason, String detail, boolean fatal) {
        super(detail, null, false, false);
        this.reason = reason;
        this.fatal = fatal;
    }

    /** Only this message is dropped. */
    public static MalformedException drop(DropReason reason, String detail) {
        return new MalformedException(reason, detail, false);
    }

    /** The link cannot go on. */
    public static MalformedException fatal(DropReason reason, String detail) {
        return new MalformedException(reason, detail, true);
    }

    /** What to count; {@link DropReason#MALFORMED} after deserialization, which loses it. */
    public DropReason reason() {
        return reason == null ? DropReason.MALFORMED : reason;
    }

    /** Whether the link must be closed. */
    public boolean isFatal() {
        return fatal;
    }
}
