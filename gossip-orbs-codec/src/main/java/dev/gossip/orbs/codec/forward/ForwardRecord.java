package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the three forwarding messages say about the forwarded one, in {@value #BYTES} bytes, numbers little-endian.
 *
 * <pre>
 *   0 digest[32] | 32 bytes u64 | 40 payloads u32 | 44 width u16 | 46 hops u16 | 48 node[20] | 68 zero u32
 * </pre>
 *
 * @param digest see {@link Digests#of}
 * @param bytes sum of the sizes of the message's payloads
 * @param payloads how many there are, the header included
 * @param width of the tree
 * @param hops links that the message has passed when it arrives
 * @param node short id of the message's origin; in a pull, of the node that asks
 */
public record ForwardRecord(Bytes digest, long bytes, int payloads, int width, int hops, Bytes node) {

    /** Length of the record. */
    public static final int BYTES = 72;

    private static final int NODE_OFFSET = 48;

    /** The same message one link further. */
    ForwardRecord withHops(int passed) {
        return new ForwardRecord(digest, bytes, payloads, width, passed, node);
    }

    /** The same message, asked for by {@code asker}. */
    ForwardRecord askedBy(Bytes asker) {
        return new ForwardRecord(digest, bytes, payloads, width, 0, asker);
    }

    /** The record's bytes. */
    public Bytes encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        digest.copyTo(out);
        out.putLong(bytes).putInt(payloads).putShort((short) width).putShort((short) hops);
        node.copyTo(out);
        return Bytes.wrap(out.array());
    }

    /** @throws MalformedException naming the broken rule */
    public static ForwardRecord decode(Bytes record) throws MalformedException {
        if (record.length() != BYTES) {
            throw bad("a forwarding record has " + BYTES + " bytes, not " + record.length());
        }
        ByteBuffer in = record.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        in.position(Digests.DIGEST_BYTES);
        long bytes = in.getLong();
        int payloads = in.getInt();
        int width = Short.toUnsignedInt(in.getShort());
        int hops = Short.toUnsignedInt(in.getShort());
        if (width < 1 || width > Forwarding.MAX_WIDTH) {
            throw bad("a tree of width " + width + " is outside 1.." + Forwarding.MAX_WIDTH);
        }
        if (bytes < 0 || payloads < 1) {
            throw bad("a forwarded message of " + payloads + " payloads and " + bytes + " bytes cannot be");
        }
        return new ForwardRecord(
                record.slice(0, Digests.DIGEST_BYTES),
                bytes,
                payloads,
                width,
                hops,
                record.slice(NODE_OFFSET, Digests.SHORT_ID_BYTES));
    }

    private static MalformedException bad(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
