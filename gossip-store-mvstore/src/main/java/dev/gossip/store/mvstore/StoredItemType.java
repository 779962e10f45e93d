package dev.gossip.store.mvstore;

import dev.gossip.api.Bytes;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The form of an item within a page:
 *
 * <pre>
 *   length + 1, 4 bytes | checksum, 4 bytes | item
 *   0, 4 bytes                                        an item that was found to be unreadable before
 * </pre>
 *
 * Numbers are big-endian. Reading never fails and never allocates more than the page holds, so that one damaged item does
 * not hide the others of its page.
 */
final class StoredItemType extends BasicDataType<StoredItem> {

    static final StoredItemType INSTANCE = new StoredItemType();

    /** About what an item costs on the heap besides its bytes. */
    private static final int OVERHEAD = 72;

    private StoredItemType() {}

    @Override
    public int getMemory(StoredItem item) {
        return OVERHEAD + item.data().length();
    }

    @Override
    public void write(WriteBuffer buffer, StoredItem item) {
        if (item.readable()) {
            Bytes data = item.data();
            buffer.putInt(data.length() + 1).putInt(item.checksum()).put(data.asReadOnlyBuffer());
        } else {
            buffer.putInt(0);
        }
    }

    @Override
    public StoredItem read(ByteBuffer buffer) {
        if (buffer.remaining() < Integer.BYTES) {
            return unreadable(buffer);
        }
        int length = buffer.getInt() - 1;
        if (length == -1) {
            return StoredItem.UNREADABLE;
        }
        if (length < 0 || length > buffer.remaining() - Integer.BYTES) {
            return unreadable(buffer);
        }
        int checksum = buffer.getInt();
        byte[] data = new byte[length];
        buffer.get(data);
        return new StoredItem(true, Bytes.wrap(data), checksum);
    }

    /** Where the next item begins is unknown, so all further ones of the page are unreadable too. */
    private static StoredItem unreadable(ByteBuffer buffer) {
        buffer.position(buffer.limit());
        return StoredItem.UNREADABLE;
    }

    @Override
    public StoredItem[] createStorage(int size) {
        return new StoredItem[size];
    }
}
