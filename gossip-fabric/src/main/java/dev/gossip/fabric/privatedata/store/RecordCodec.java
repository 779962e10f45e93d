package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records of private data as one item of an ordered store, in a form of our own, big-endian:
 *
 * <pre>
 *   u8 1   then per record:
 *   u64 block   u64 transaction   u64 expiry   text namespace   text collection   i32 length or -1   bytes
 *   text: i32 length   UTF-8
 * </pre>
 */
final class RecordCodec {

    private static final byte VERSION = 1;
    private static final int MISSING = -1;
    private static final int FIXED = 3 * Long.BYTES + 3 * Integer.BYTES;

    private RecordCodec() {}

    static Bytes write(List<PrivateRecord> records) {
        List<Bytes> names = new ArrayList<>();
        int size = 1;
        for (PrivateRecord each : records) {
            Bytes namespace = Bytes.utf8(each.key().namespace());
            Bytes collection = Bytes.utf8(each.key().collection());
            names.add(namespace);
            names.add(collection);
            size = Math.addExact(
                    size,
                    FIXED
                            + namespace.length()
                            + collection.length()
                            + each.rwset().map(Bytes::length).orElse(0));
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(VERSION);
        for (int i = 0; i < records.size(); i++) {
            PrivateRecord each = records.get(i);
            out.putLong(each.key().block()).putLong(each.key().transaction()).putLong(each.expiry());
            put(out, names.get(2 * i));
            put(out, names.get(2 * i + 1));
            each.rwset().ifPresentOrElse(rwset -> put(out, rwset), () -> out.putInt(MISSING));
        }
        return Bytes.wrap(out.array());
    }

    private static void put(ByteBuffer out, Bytes content) {
        out.putInt(content.length()).put(content.asReadOnlyBuffer());
    }

    /** @throws GossipException if these are no such records, as of a later version */
    static List<PrivateRecord> read(Bytes item) {
        ByteBuffer in = item.asReadOnlyBuffer();
        List<PrivateRecord> records = new ArrayList<>();
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new GossipException("private data of version " + version + ", this program reads " + VERSION);
            }
            while (in.hasRemaining()) {
                long block = in.getLong();
                long transaction = in.getLong();
                long expiry = in.getLong();
                String namespace = content(in, in.getInt()).utf8();
                String collection = content(in, in.getInt()).utf8();
                int length = in.getInt();
                Optional<Bytes> rwset = length == MISSING ? Optional.empty() : Optional.of(content(in, length));
                records.add(new PrivateRecord(
                        new PrivateDataKey(block, transaction, namespace, collection), rwset, expiry));
            }
            return records;
        } catch (BufferUnderflowException e) {
            throw new GossipException("these " + item.length() + " bytes are no records of private data", e);
        }
    }

    private static Bytes content(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] content = new byte[length];
        in.get(content);
        return Bytes.wrap(content);
    }
}
