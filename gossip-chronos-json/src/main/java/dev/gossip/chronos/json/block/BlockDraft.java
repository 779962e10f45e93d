package dev.gossip.chronos.json.block;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.wire.MessageWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A block that is about to be made: everything but its hashes.
 *
 * @param magic the member {@code magic_no}, if the network has one
 * @param previousHash hash of the parent; empty for the first block
 * @param height number of the block; the first is 0
 * @param timestamp when it is made, kept to the millisecond
 * @param transactions JSON objects; at least one, the first is the coinbase
 */
public record BlockDraft(
        Optional<String> magic, String previousHash, long height, Instant timestamp, List<Bytes> transactions) {

    private static final String NO_HASH = "0".repeat(64);

    public BlockDraft {
        transactions = List.copyOf(transactions);
    }

    /** The first block of a chain. */
    public static BlockDraft first(Instant timestamp, List<Bytes> transactions) {
        return new BlockDraft(Optional.empty(), "", 0, timestamp, transactions);
    }

    /** A child of {@code parent}, in the same network. */
    public static BlockDraft after(ChronosBlock parent, Instant timestamp, List<Bytes> transactions) {
        return new BlockDraft(parent.magic(), parent.hash(), parent.height() + 1, timestamp, transactions);
    }

    /**
     * The block, with its hash and Merkle root. Where {@code hasher} does not check the root, it is the canonical one.
     *
     * @throws IllegalArgumentException naming the rule that a transaction or value breaks
     */
    public ChronosBlock sealed(BlockHasher hasher) {
        ChronosBlock bare = block("", NO_HASH);
        ChronosBlock rooted = block(BlockHasher.CANONICAL.merkleRoot(bare), NO_HASH);
        String root = hasher.merkleRoot(rooted);
        return block(root, hasher.hash(block(root, NO_HASH)));
    }

    private ChronosBlock block(String root, String hash) {
        return ChronosBlock.parse(MessageWriter.write(json -> {
            json.writeStartObject();
            if (magic.isPresent()) {
                json.writeStringField("magic_no", magic.get());
            }
            header(json, root, hash);
            json.writeArrayFieldStart("transactions");
            for (Bytes transaction : transactions) {
                json.writeRawValue(transaction.utf8());
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private void header(JsonGenerator json, String root, String hash) throws IOException {
        json.writeObjectFieldStart("block_header");
        json.writeStringField("timestamp", Long.toString(timestamp.toEpochMilli()));
        json.writeStringField("prev_block_hash", previousHash);
        json.writeStringField("hash", hash);
        json.writeStringField("hash_merkle_root", root);
        json.writeNumberField("height", height);
        json.writeNullField("nonce");
        json.writeEndObject();
    }
}
