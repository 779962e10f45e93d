package dev.gossip.store.mvstore;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.store.OrderedStore;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Items in one file. When {@link #append} returns, the item survives what {@link Durability} says; an item whose append did
 * not return may be there or not after a crash, but never in part. A file has one owner at a time.
 *
 * <p>What is read is what was appended: an item that does not fit its checksum is never returned. Opening cuts the file
 * before a damaged item among the newest ones, so that the node fetches it and what follows from others; damage further
 * below is found when the item is read, or when the file is opened with {@link MvOrderedStoreOptions#checkAll}.
 *
 * <p>Thread-safe: appends exclude each other, reads wait for nobody.
 */
public final class MvOrderedStore implements OrderedStore {

    /** The largest item; Fabric's largest message, which holds a block, has 100 MiB. */
    public static final int MAX_ITEM_BYTES = 128 << 20;

    private final StoreFile file;
    private final Durability durability;
    private final MVStore store;
    private final ItemTable items;
    private final Recovery recovery;
    private volatile long height;
    private volatile boolean closed;
    private @Nullable Throwable failure;

    MvOrderedStore(StoreFile file, MVStore store, ItemTable items, Durability durability, Recovery recovery) {
        this.file = file;
        this.durability = durability;
        this.store = store;
        this.items = items;
        this.recovery = recovery;
        this.height = recovery.height();
    }

    /**
     * Opens a file with {@link MvOrderedStoreOptions#DEFAULT}; makes it and its folder if they are not there.
     *
     * @throws GossipException naming the file and what to do: it is open elsewhere, damaged beyond use, or no store
     */
    public static MvOrderedStore open(Path file) {
        return open(file, MvOrderedStoreOptions.DEFAULT);
    }

    /** Like {@link #open(Path)}, with options. */
    public static MvOrderedStore open(Path path, MvOrderedStoreOptions options) {
        return new Opening(new StoreFile(path.toAbsolutePath()), options).open();
    }

    /** What opening did to the file. */
    public Recovery recovery() {
        return recovery;
    }

    /** As the contract says; of a closed store, the last one. */
    @Override
    public long height() {
        return height;
    }

    /**
     * The item with this number, if held.
     *
     * @throws GossipException if the item is damaged, naming the file and what to do, or the store is closed
     */
    @Override
    public Optional<Bytes> read(long sequence) {
        requireOpen();
        if (sequence < 0 || sequence >= height) {
            return Optional.empty();
        }
        StoredItem item;
        try {
            item = items.find(sequence);
        } catch (RuntimeException | Error e) {
            // Closed meanwhile?
            requireOpen();
            throw damaged(sequence, e);
        }
        if (!item.isWhole(sequence)) {
            throw damaged(sequence, null);
        }
        return Optional.of(item.data());
    }

    /**
     * Appends one item and waits until it is as durable as {@link Durability} says.
     *
     * @throws IllegalArgumentException if {@code sequence} is not {@link #height()}, or the item is larger than
     *     {@link #MAX_ITEM_BYTES}
     * @throws GossipException if it cannot be written or the store is closed. After a failed write nothing more is taken,
     *     because nobody knows what the disk holds; opening the file again finds out
     */
    @Override
    public synchronized void append(long sequence, Bytes item) {
        requireOpen();
        if (failure != null) {
            throw new GossipException(
                    file.path() + ": an earlier write failed, so nothing more is taken; remove its cause (" + failure
                            + ") and open the file again",
                    failure);
        }
        if (sequence != height) {
            throw new IllegalArgumentException("item " + sequence + " does not follow height " + height);
        }
        if (item.length() > MAX_ITEM_BYTES) {
            throw new IllegalArgumentException("item " + sequence + " has " + item.length()
                    + " bytes, above the limit of " + MAX_ITEM_BYTES + " for an item");
        }
        try {
            items.put(sequence, StoredItem.of(sequence, item));
            commit();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw new GossipException(
                    file.path() + ": item " + sequence + " cannot be written: " + e + "; is the disk full?", e);
        }
        height = sequence + 1;
    }

    private void commit() {
        store.commit();
        if (durability == Durability.DISK) {
            store.sync();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (failure == null) {
                store.close();
            } else {
                store.closeImmediately();
            }
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw new GossipException(file.path() + ": cannot be closed: " + e + "; what was appended is there", e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new GossipException(file.path() + ": the store is closed; open it again to use it");
        }
    }

    private GossipException damaged(long sequence, @Nullable Throwable cause) {
        return new GossipException(
                file.path() + ": item " + sequence + " is damaged" + (cause == null ? "" : " (" + cause + ")")
                        + "; open the file with checkAll, which cuts it before the damage, and the node fetches the rest"
                        + " from others",
                cause);
    }
}
