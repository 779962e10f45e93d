package dev.gossip.chronos.json;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.BlockHeader;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.chain.BlockCheck;
import dev.gossip.chronos.json.wire.ApplicationMessage;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.JsonFraming;
import dev.gossip.chronos.json.wire.MessageReader;
import dev.gossip.chronos.json.wire.WireMessage;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.FramingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Explains frames to people, as maps, lists, texts, numbers and truth values, ready for any JSON writer. Stateless.
 *
 * <p>Shown are {@code length} (bytes of JSON), {@code code} and {@code name}, {@code fields} under the names that travel, for
 * blocks {@code hashed_by} with the names of the ways of hashing that fit, and {@code problem} where a receiver would
 * refuse the frame: the code of the drop reason, a colon and the broken rule.
 */
public final class ChronosInspector {

    private static final JsonFraming FRAMING = new JsonFraming(JsonFraming.MAX_FRAME_BYTES);

    private final List<BlockHasher> hashers;

    /** Knows the two ways of hashing that come with this module. */
    public ChronosInspector() {
        this.hashers = List.of(BlockHasher.CANONICAL, BlockHasher.LEGACY);
    }

    /**
     * Explains one frame.
     *
     * @param frame with its length; a text that begins with a bracket stands for itself
     */
    public Map<String, Object> inspect(Bytes frame) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Bytes json = frame;
        try {
            json = json(frame);
            shown.put("length", json.length());
            WireMessage message = MessageReader.read(json);
            name(message.code(), shown);
            show(message, json, shown);
        } catch (MalformedException e) {
            if (shown.isEmpty()) {
                shown.put("length", frame.length());
            }
            if (!shown.containsKey("code")) {
                MessageReader.code(json).ifPresent(code -> name(code, shown));
            }
            shown.put("problem", e.reason() + ": " + e.getMessage());
        }
        return shown;
    }

    private static Bytes json(Bytes frame) throws MalformedException {
        if (frame.length() > 0 && frame.get(0) == '{') {
            return frame;
        }
        try {
            int whole = FRAMING.newCutter().measure(frame.asReadOnlyBuffer());
            if (whole < 0) {
                throw malformed("a frame begins with 4 bytes of length; these are " + frame.length());
            }
            if (whole != frame.length()) {
                throw malformed("the length says " + (whole - FRAMING.prefixLength()) + " bytes and "
                        + (frame.length() - FRAMING.prefixLength()) + " follow");
            }
            return frame.slice(FRAMING.prefixLength());
        } catch (FramingException e) {
            throw MalformedException.drop(e.reason(), e.getMessage());
        }
    }

    private static MalformedException malformed(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }

    private static void name(Code code, Map<String, Object> shown) {
        shown.put("code", code.number());
        shown.put("name", code.name());
    }

    private void show(WireMessage message, Bytes json, Map<String, Object> shown) throws MalformedException {
        Map<String, Object> fields = new LinkedHashMap<>();
        shown.put("fields", fields);
        if (message.data() instanceof WireMessage.Greeting greeting) {
            fields.put("timestamp", greeting.timestamp());
            fields.put("height", greeting.height());
            fields.put("address", greeting.address());
            fields.put("application", greeting.application());
        } else if (message.data() instanceof WireMessage.Height height) {
            fields.put("height", height.value());
        } else if (message.data() instanceof WireMessage.Text text
                && !text.value().isEmpty()) {
            fields.put("hash", text.value());
        } else if (message.data() instanceof WireMessage.Block block) {
            block(block.value(), fields);
            judge(block.value(), shown);
        } else if (message.data() instanceof WireMessage.Application) {
            application(ApplicationMessage.read(json), fields);
        }
    }

    private static void block(ChronosBlock block, Map<String, Object> fields) {
        BlockHeader header = block.header();
        block.magic().ifPresent(magic -> fields.put("magic_no", magic));
        fields.put("timestamp", header.timestamp());
        fields.put("prev_block_hash", header.previousHash());
        fields.put("hash", header.hash());
        fields.put("hash_merkle_root", header.merkleRoot());
        fields.put("height", header.height());
        fields.put("nonce", header.nonce());
        fields.put("transactions", block.transactions().size());
    }

    private void judge(ChronosBlock block, Map<String, Object> shown) {
        List<String> fitting = names(hashers.stream().filter(hasher -> BlockCheck.fits(hasher, block)));
        shown.put("hashed_by", fitting);
        if (fitting.isEmpty()) {
            shown.put(
                    "problem",
                    ChronosDropReasons.WRONG_HASH + ": the block is not what its hash or Merkle root says by any of "
                            + names(hashers.stream()));
        }
    }

    private static List<String> names(Stream<BlockHasher> hashers) {
        return hashers.map(BlockHasher::name).toList();
    }

    private static void application(ApplicationMessage message, Map<String, Object> fields) {
        fields.put("author", message.author());
        fields.put("number", message.number());
        fields.put("scope", message.topic().scope());
        fields.put("name", message.topic().name());
        fields.put("direct", message.direct());
        fields.put(
                "segment_bytes",
                message.body().segments().stream().map(Bytes::length).toList());
    }
}
