package dev.gossip.chronos.json;

import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.ArrayList;
import java.util.List;

/** Makes blocks whose hashes are right. */
final class Blocks {

    static final String NO_HASH = "0".repeat(64);

    private Blocks() {}

    static ChronosBlock first() {
        return block("", 0, 1, 1_000);
    }

    static ChronosBlock after(ChronosBlock parent, int transactions, long timestamp) {
        return block(parent.hash(), parent.height() + 1, transactions, timestamp);
    }

    static ChronosBlock after(ChronosBlock parent) {
        return after(parent, 1, 1_000 + parent.height());
    }

    static List<ChronosBlock> chain(int length) {
        List<ChronosBlock> chain = new ArrayList<>(List.of(first()));
        while (chain.size() < length) {
            chain.add(after(chain.get(chain.size() - 1)));
        }
        return chain;
    }

    static ChronosBlock block(String parent, long height, int transactions, long timestamp) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < transactions; i++) {
            list.append(i == 0 ? "" : ", ").append("{\"tx_hash\": \"t" + timestamp + "-" + i + "\", \"n\": " + i + "}");
        }
        ChronosBlock draft = text(parent, height, list.toString(), timestamp, NO_HASH, "");
        String root = BlockHasher.CANONICAL.merkleRoot(draft);
        ChronosBlock rooted = text(parent, height, list.toString(), timestamp, NO_HASH, root);
        return text(parent, height, list.toString(), timestamp, BlockHasher.CANONICAL.hash(rooted), root);
    }

    static ChronosBlock text(String parent, long height, String list, long timestamp, String hash, String root) {
        return ChronosBlock.parse(Bytes.utf8("{\"magic_no\": \"0xD9B4BEF9\", \"block_header\": {\"timestamp\": \""
                + timestamp + "\", \"prev_block_hash\": \"" + parent + "\", \"hash\": \"" + hash
                + "\", \"hash_merkle_root\": \"" + root + "\", \"height\": " + height
                + ", \"nonce\": null}, \"transactions\": [" + list + "]}"));
    }

    /** One whose hash is not its own. */
    static ChronosBlock forged(ChronosBlock parent) {
        ChronosBlock good = after(parent);
        return ChronosBlock.parse(Bytes.utf8(good.json().utf8().replace(good.hash(), "f".repeat(64))));
    }
}
