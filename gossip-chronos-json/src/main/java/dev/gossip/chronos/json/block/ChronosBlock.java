package dev.gossip.chronos.json.block;

import dev.gossip.api.Bytes;
import dev.gossip.api.body.Opaque;
import dev.gossip.chronos.json.wire.BlockReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;

/**
 * A block in the exact JSON text in which it was made; equal texts are equal blocks.
 *
 * @param magic the member {@code magic_no}, if present
 * @param transactions the text of each transaction; at least one, the first is the coinbase
 * @param json the whole block
 */
public record ChronosBlock(Optional<String> magic, BlockHeader header, List<Bytes> transactions, Bytes json) {

    public ChronosBlock {
        transactions = List.copyOf(transactions);
    }

    /**
     * Reads the JSON text of a block.
     *
     * @throws IllegalArgumentException naming the rule that the text breaks
     */
    public static ChronosBlock parse(Bytes json) {
        try {
            return BlockReader.parse(json);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a block: " + e.getMessage(), e);
        }
    }

    /** The hash that the block claims for itself. */
    public String hash() {
        return header.hash();
    }

    /** The number of the block. */
    public long height() {
        return header.height();
    }

    /** The block as neutral bytes, for routers and stores. */
    public Opaque body() {
        return Opaque.of(json);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof ChronosBlock that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return "ChronosBlock[" + height() + " " + hash() + ", " + transactions.size() + " transactions]";
    }
}
