package dev.gossip.chronos.json;

import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.wire.MessageReader;

/** Reasons of dropping and refusing that only Chronos' rules produce. The general ones are in {@link DropReason}. */
public final class ChronosDropReasons {

    /** A code that nobody defined. */
    public static final DropReason UNKNOWN_CODE = MessageReader.UNKNOWN_CODE;

    /** A frame that nobody asked for, or an answer of the wrong kind. */
    public static final DropReason OUT_OF_STEP = new DropReason("out-of-step");

    /** No answer within {@code replyTimeout}. */
    public static final DropReason NO_REPLY = new DropReason("no-reply");

    /** No question within {@code idleTimeout}. */
    public static final DropReason SILENCE = new DropReason("silence");

    /** More announcements in a minute than {@code announcementsPerMinute}. */
    public static final DropReason TOO_MANY_ANNOUNCEMENTS = new DropReason("too-many-announcements");

    /** A block is not what its hash says; its sender is banned for a while. */
    public static final DropReason WRONG_HASH = new DropReason("wrong-hash");

    /** The sender of a wrong block came back too soon. */
    public static final DropReason BANNED = new DropReason("banned");

    /** A block of another network. */
    public static final DropReason WRONG_MAGIC = new DropReason("wrong-magic");

    /** A new block too far behind or ahead of ours. */
    public static final DropReason OUTSIDE_WINDOW = new DropReason("outside-window");

    /** The validator refused a block. */
    public static final DropReason INVALID_BLOCK = new DropReason("invalid-block");

    /** A pulled block is not of the height that was asked for. */
    public static final DropReason WRONG_HEIGHT = new DropReason("wrong-height");

    /** A pulled block is no child of our newest one. */
    public static final DropReason WRONG_PARENT = new DropReason("wrong-parent");

    /** Too many or too large candidates wait ({@code candidateBytes}). */
    public static final DropReason CANDIDATES_FULL = new DropReason("candidates-full");

    /** A peer's queue of announcements is full; its oldest one was dropped. */
    public static final DropReason ANNOUNCEMENTS_FULL = new DropReason("announcements-full");

    private ChronosDropReasons() {}
}
