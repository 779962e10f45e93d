package dev.gossip.store.mvstore;

import dev.gossip.api.Bytes;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * An item as it lies in the file.
 *
 * @param readable false if its place in the file holds nothing that has the form of an item
 * @param checksum CRC-32C of the item's number (8 bytes, big-endian) followed by the item
 */
record StoredItem(boolean readable, Bytes data, int checksum) {

    static final StoredItem UNREADABLE = new StoredItem(false, Bytes.empty(), 0);

    static StoredItem of(long sequence, Bytes data) {
        return new StoredItem(true, data, checksum(sequence, data));
    }

    /** Whether this is what was appended under this number. */
    boolean isWhole(long sequence) {
        return readable && checksum == checksum(sequence, data);
    }

    private static int checksum(long sequence, Bytes data) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        crc.update(data.asReadOnlyBuffer());
        return (int) crc.getValue();
    }
}
