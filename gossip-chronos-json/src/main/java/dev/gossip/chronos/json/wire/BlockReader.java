package dev.gossip.chronos.json.wire;

import static dev.gossip.chronos.json.wire.Tokens.malformed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.block.BlockHeader;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a block in one pass; header, transactions and the whole are slices of the text. */
public final class BlockReader {

    /** Most transactions of one block. */
    static final int MAX_TRANSACTIONS = 100_000;

    private static final int MAX_TIMESTAMP = 20;

    private BlockReader() {}

    /** @throws MalformedException naming the rule that the text breaks */
    public static ChronosBlock parse(Bytes json) throws MalformedException {
        return Tokens.guarded(() -> {
            try (JsonParser parser = Json.parser(json)) {
                parser.nextToken();
                ChronosBlock block = read(parser, json);
                if (parser.nextToken() != null) {
                    throw malformed("something follows the block");
                }
                return block;
            }
        });
    }

    /** Reads from the block's opening bracket to its closing one. */
    static ChronosBlock read(JsonParser parser, Bytes text) throws IOException, MalformedException {
        int start = Tokens.start(parser, JsonToken.START_OBJECT, "a block");
        Optional<String> magic = Optional.empty();
        @Nullable BlockHeader header = null;
        @Nullable List<Bytes> transactions = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "magic_no" -> magic = Optional.of(Tokens.text(parser, name));
                case "block_header" -> header = header(parser, text);
                case "transactions" -> transactions = transactions(parser, text);
                default -> parser.skipChildren();
            }
        }
        if (header == null || transactions == null) {
            throw malformed("a block needs block_header and transactions");
        }
        return new ChronosBlock(magic, header, transactions, Tokens.slice(parser, text, start));
    }

    private static BlockHeader header(JsonParser parser, Bytes text) throws IOException, MalformedException {
        int start = Tokens.start(parser, JsonToken.START_OBJECT, "block_header");
        String timestamp = "";
        String previous = "";
        String hash = "";
        String root = "";
        long height = -1;
        String nonce = "None";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "timestamp" -> timestamp = Tokens.scalar(parser, name);
                case "prev_block_hash" -> previous = Tokens.text(parser, name);
                case "hash" -> hash = Tokens.hash(parser);
                case "hash_merkle_root" -> root = Tokens.text(parser, name);
                case "height" -> height = Tokens.height(parser, 0);
                case "nonce" -> nonce = Tokens.scalar(parser, name);
                default -> parser.skipChildren();
            }
        }
        if (hash.isEmpty() || height < 0) {
            throw malformed("block_header needs hash and height");
        }
        if (timestamp.isEmpty()
                || timestamp.length() > MAX_TIMESTAMP
                || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
                || timestamp.indexOf('.') != timestamp.lastIndexOf('.')
                || timestamp.equals(".")) {
            throw malformed("the timestamp of block_header is no decimal number of milliseconds");
        }
        return new BlockHeader(
                timestamp, Tokens.lowerHex(previous), hash, root, height, nonce, Tokens.slice(parser, text, start));
    }

    private static List<Bytes> transactions(JsonParser parser, Bytes text) throws IOException, MalformedException {
        Tokens.start(parser, JsonToken.START_ARRAY, "transactions");
        List<Bytes> transactions = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = Tokens.start(parser, JsonToken.START_OBJECT, "a transaction");
            parser.skipChildren();
            transactions.add(Tokens.slice(parser, text, start));
            if (transactions.size() > MAX_TRANSACTIONS) {
                throw malformed("a block has more than " + MAX_TRANSACTIONS + " transactions");
            }
        }
        if (transactions.isEmpty()) {
            throw malformed("a block needs at least one transaction, the coinbase");
        }
        return transactions;
    }
}
