package dev.gossip.benchmarks.dissemination;

import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.ChronosBlock;

/** A chain whose hashes are right; every block has one transaction of some length. */
final class ChronosBlocks {

    /** So long is every block at least, and no other message. */
    static final int LEAST_BYTES = 1_024;

    private static final String NOTHING = "0".repeat(64);

    private ChronosBlocks() {}

    static ChronosBlock first() {
        return block("", 0);
    }

    static ChronosBlock after(ChronosBlock parent) {
        return block(parent.hash(), parent.height() + 1);
    }

    private static ChronosBlock block(String parent, long height) {
        String root = BlockHasher.CANONICAL.merkleRoot(block(parent, height, NOTHING, ""));
        ChronosBlock rooted = block(parent, height, NOTHING, root);
        return block(parent, height, BlockHasher.CANONICAL.hash(rooted), root);
    }

    private static ChronosBlock block(String parent, long height, String hash, String root) {
        return ChronosBlock.parse(Bytes.utf8("{\"block_header\":{\"timestamp\":\"" + (1_000 + height)
                + "\",\"prev_block_hash\":\"" + parent + "\",\"hash\":\"" + hash + "\",\"hash_merkle_root\":\"" + root
                + "\",\"height\":" + height + ",\"nonce\":null},\"transactions\":[{\"tx_hash\":\"t" + height
                + "\",\"data\":\"" + "x".repeat(LEAST_BYTES) + "\"}]}"));
    }
}
