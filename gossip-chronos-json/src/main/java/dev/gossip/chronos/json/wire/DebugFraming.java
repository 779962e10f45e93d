package dev.gossip.chronos.json.wire;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;

/**
 * For people with a terminal: a connection whose first byte is a bracket carries lines of JSON both ways, any other one
 * Chronos' frames. The two cannot be confused, because a length that begins with a bracket is beyond every limit.
 *
 * <pre>
 *   | length (4) | JSON text |        or        | JSON text | \n |
 * </pre>
 *
 * Frames keep their length or end of line; {@link #inside} and {@link #around} take it off and put it on.
 *
 * @param plain how frames with a length are cut
 */
public record DebugFraming(JsonFraming plain) implements Framing {

    private static final byte BRACKET = '{';
    private static final byte NEW_LINE = '\n';

    @Override
    public int maxFrameBytes() {
        return plain.maxFrameBytes() + plain.prefixLength();
    }

    @Override
    public int prefixLength() {
        return 0;
    }

    @Override
    public void writePrefix(int frameLength, ByteBuffer out) {
        // Frames come with their own.
    }

    @Override
    public Cutter newCutter() {
        return new DebugCutter(plain);
    }

    /** Whether the first frame of a connection is a line. */
    public boolean isLine(Bytes frame) {
        return frame.get(0) == BRACKET;
    }

    /** The JSON text of a frame. */
    public Bytes inside(Bytes frame, boolean line) {
        return line
                ? frame.slice(0, frame.length() - 1)
                : frame.slice(plain.prefixLength(), frame.length() - plain.prefixLength());
    }

    /** The frame of a JSON text; ends of lines inside a text mean nothing and become blanks. */
    public Bytes around(Bytes json, boolean line) {
        ByteBuffer out = ByteBuffer.allocate(json.length() + plain.prefixLength());
        if (!line) {
            plain.writePrefix(json.length(), out);
            out.put(json.asReadOnlyBuffer());
            return Bytes.wrap(out.array());
        }
        for (int i = 0; i < json.length(); i++) {
            byte one = json.get(i);
            out.put(one == NEW_LINE ? (byte) ' ' : one);
        }
        out.put(NEW_LINE);
        return Bytes.wrap(out.array(), 0, out.position());
    }

    private static final class DebugCutter implements Cutter {

        private final JsonFraming plain;
        private final Cutter lengths;
        private boolean known;
        private boolean lines;
        private int scanned;

        DebugCutter(JsonFraming plain) {
            this.plain = plain;
            this.lengths = plain.newCutter();
        }

        @Override
        public int measure(ByteBuffer readable) throws FramingException {
            if (!known && readable.hasRemaining()) {
                known = true;
                lines = readable.get(readable.position()) == BRACKET;
            }
            return lines ? line(readable) : lengths.measure(readable);
        }

        private int line(ByteBuffer readable) throws FramingException {
            for (; scanned < readable.remaining(); scanned++) {
                if (readable.get(readable.position() + scanned) == NEW_LINE) {
                    int whole = scanned + 1;
                    scanned = 0;
                    return whole;
                }
                if (scanned >= plain.maxFrameBytes()) {
                    throw new FramingException(
                            DropReason.FRAME_TOO_LARGE,
                            "a line exceeds the limit of " + plain.maxFrameBytes() + " bytes (maxFrameBytes)");
                }
            }
            return UNKNOWN;
        }
    }
}
