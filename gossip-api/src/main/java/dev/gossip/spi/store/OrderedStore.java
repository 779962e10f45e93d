package dev.gossip.spi.store;

import dev.gossip.api.Bytes;
import java.util.Optional;

/**
 * A gapless sequence of items (blocks), numbered from 0. One thread appends at a time; any thread reads. Calls may touch a
 * disk, so they are made beside the lanes.
 */
public interface OrderedStore extends AutoCloseable {

    /** Number of items held, which is the number of the next one. */
    long height();

    /** The item with this number, if held. */
    Optional<Bytes> read(long sequence);

    /**
     * Appends one item; when it returns, the item survives a restart if the store is durable.
     *
     * @throws IllegalArgumentException if {@code sequence} is not {@link #height()}
     */
    void append(long sequence, Bytes item);

    @Override
    void close();
}
