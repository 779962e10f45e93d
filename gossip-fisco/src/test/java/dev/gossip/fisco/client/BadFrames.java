package dev.gossip.fisco.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of golden bytes that are cut short or damaged. */
final class BadFrames {

    private static final Path GOLDEN =
            Path.of("..", "gossip-fisco-codec", "src", "test", "resources", "fisco", "vectors.json");
    private static final int FLIPS_PER_VECTOR = 25;
    private static final int HEADER = 14;
    private static final int HANDSHAKE = 2;
    private static final AtomicLong GREETINGS = new AtomicLong();

    private BadFrames() {}

    /** The golden bytes whose name begins so. */
    static List<byte[]> golden(String prefix) {
        try {
            List<byte[]> found = new ArrayList<>();
            for (JsonNode vector : new ObjectMapper().readTree(GOLDEN.toFile())) {
                if (vector.path("name").asText().startsWith(prefix)) {
                    found.add(Bytes.fromHex(vector.path("hex").asText()).toByteArray());
                }
            }
            if (found.isEmpty()) {
                throw new AssertionError("no golden bytes are called " + prefix);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the payload of a P2P packet of 3.x. */
    static byte[] packet(int type, int ext, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .putInt(HEADER + payload.length)
                .putShort((short) 0)
                .putShort((short) type)
                .putInt(7)
                .putShort((short) ext)
                .put(payload)
                .array();
    }

    /** How a node greets that has no TLS to say who it is; each time another one. */
    static byte[] greeting() {
        byte[] id = Bytes.ofLong(GREETINGS.incrementAndGet()).toByteArray();
        byte[] offer = {0x10, 0x01, 0x2c, 0x30, 0x03, (byte) 0xe6, (byte) id.length};
        return packet(
                HANDSHAKE,
                0,
                ByteBuffer.allocate(offer.length + id.length).put(offer).put(id).array());
    }

    /** Everything that is cut off somewhere. */
    static List<byte[]> prefixes(List<byte[]> frames) {
        List<byte[]> all = new ArrayList<>();
        for (byte[] frame : frames) {
            for (int end = 0; end <= frame.length; end++) {
                all.add(Arrays.copyOf(frame, end));
            }
        }
        return all;
    }

    /** Everything that is cut off somewhere, with a length in front that says so: the frame is there, its content is not. */
    static List<byte[]> shortened(List<byte[]> frames) {
        return prefixes(frames).stream()
                .filter(frame -> frame.length >= Integer.BYTES)
                .map(frame ->
                        ByteBuffer.wrap(frame.clone()).putInt(0, frame.length).array())
                .toList();
    }

    static List<byte[]> flipped(List<byte[]> frames, long seed) {
        Random random = new Random(seed);
        List<byte[]> all = new ArrayList<>();
        for (byte[] frame : frames) {
            for (int i = 0; i < FLIPS_PER_VECTOR; i++) {
                byte[] copy = frame.clone();
                copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                all.add(copy);
            }
        }
        return all;
    }
}
