package dev.gossip.state;

import dev.gossip.api.observe.DropReason;

/** Why a channel leaves a message, or a part of it, unused. */
public final class StateDrops {

    /** The link peer may not take part in the channel. */
    public static final DropReason NOT_PARTICIPANT = new DropReason("not-participant");

    /** The link peer may not read the channel's items. */
    public static final DropReason NOT_READER = new DropReason("not-reader");

    /** A statement's author may not take part in the channel. */
    public static final DropReason NOT_ADMITTED = new DropReason("author-not-admitted");

    /** A statement speaks about another node than its author, or about another channel than the message around it. */
    public static final DropReason WRONG_SUBJECT = new DropReason("wrong-subject");

    /** {@code maxAuthors} standings are kept already. */
    public static final DropReason TOO_MANY_AUTHORS = new DropReason("too-many-authors");

    /** An item lies {@code bufferSize} or more above the height. */
    public static final DropReason OUTSIDE_WINDOW = new DropReason("outside-window");

    /** An item failed its check. */
    public static final DropReason INVALID_ITEM = new DropReason("invalid-item");

    /** The channel takes no more items, see {@link ChannelStatus#halted()}. */
    public static final DropReason CHANNEL_HALTED = new DropReason("channel-halted");

    /** A requested range is reversed or longer than {@code batchSize} allows. */
    public static final DropReason BAD_RANGE = new DropReason("bad-range");

    /** {@code serveQueue} requests are waiting already. */
    public static final DropReason SERVE_QUEUE_FULL = new DropReason("serve-queue-full");

    private StateDrops() {}
}
