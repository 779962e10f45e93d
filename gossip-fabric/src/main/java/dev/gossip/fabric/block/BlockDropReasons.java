package dev.gossip.fabric.block;

import dev.gossip.api.observe.DropReason;

/** Why blocks are refused, one reason per rule; listed in the order in which the rules are checked. */
public final class BlockDropReasons {

    /** The bytes are no block, it has no header, or its first transaction cannot be read. */
    public static final DropReason MALFORMED = new DropReason("block-malformed");

    /** The header carries another number than the one claimed. */
    public static final DropReason NUMBER = new DropReason("block-number");

    /** There is no transaction. */
    public static final DropReason EMPTY = new DropReason("block-empty");

    /** The first transaction belongs to another channel. */
    public static final DropReason CHANNEL = new DropReason("block-channel");

    /** There is no metadata, where the orderers' signatures would be. */
    public static final DropReason METADATA = new DropReason("block-metadata");

    /** A transaction is not the one encoding of its content, so borders between transactions may have moved. */
    public static final DropReason NOT_CANONICAL = new DropReason("block-not-canonical");

    /** The transactions do not have the hash that the header states. */
    public static final DropReason DATA_HASH = new DropReason("block-data-hash");

    /** The header does not name the block before it. */
    public static final DropReason PREVIOUS_HASH = new DropReason("block-previous-hash");

    /** Too few valid signatures of admitted orderers. */
    public static final DropReason SIGNATURE = new DropReason("block-signature");

    private BlockDropReasons() {}
}
