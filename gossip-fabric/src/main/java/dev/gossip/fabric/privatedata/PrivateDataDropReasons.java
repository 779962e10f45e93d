package dev.gossip.fabric.privatedata;

import dev.gossip.api.observe.DropReason;

/** Reasons of dropping that only private data produces. The general ones are in {@link DropReason}. */
public final class PrivateDataDropReasons {

    /** A push without a read-write set; it is not even acknowledged. */
    public static final DropReason EMPTY_WRITES = new DropReason("empty-private-writes");

    /** The sender may not read the channel. */
    public static final DropReason NOT_READER = new DropReason("private-data-not-reader");

    /** Private writes that are not those whose hash is in the block. */
    public static final DropReason WRONG_HASH = new DropReason("wrong-private-hash");

    /** A request for more than {@code 10000} items. */
    public static final DropReason TOO_MANY_DIGESTS = new DropReason("too-many-private-digests");

    /** More than {@code 50} pushes and requests of one channel wait for a store. */
    public static final DropReason QUEUE_FULL = new DropReason("private-data-queue-full");

    /** Private data that came with a transferred block and cannot be read. */
    public static final DropReason UNREADABLE = new DropReason("unreadable-private-data");

    private PrivateDataDropReasons() {}
}
