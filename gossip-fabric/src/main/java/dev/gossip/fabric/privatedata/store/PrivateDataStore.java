package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The private data of committed blocks, and what of it is missing. One thread writes at a time, any thread reads; called
 * beside the lanes, so it may touch a disk.
 */
public interface PrivateDataStore {

    /** Number of blocks whose private data was dealt with, which is the number of the next one (unsigned). */
    long height();

    /**
     * Keeps what belongs to one block, held and missing, and forgets what expires at it.
     *
     * @throws IllegalArgumentException if {@code block} is not {@link #height()}
     */
    void commit(long block, List<PrivateRecord> records);

    /** Completes a missing record; nothing happens if there is none. */
    void fill(PrivateDataKey key, Bytes rwset);

    /** The writes under this key, if held. */
    Optional<Bytes> read(PrivateDataKey key);

    /** Every record of one block, in the order of commit. */
    List<PrivateRecord> block(long block);

    /** What is missing in the {@code blocks} most recent blocks below {@code below} (unsigned) that miss anything. */
    List<PrivateDataKey> missing(long below, int blocks);
}
