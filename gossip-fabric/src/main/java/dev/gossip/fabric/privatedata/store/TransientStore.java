package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.GossipException;
import java.util.Collection;
import java.util.List;

/**
 * Where private writes wait for the block of their transaction. Thread-safe; called beside the lanes, so it may touch a
 * disk.
 */
public interface TransientStore {

    /**
     * Keeps an entry; one that is held already is kept once.
     *
     * @throws GossipException if it cannot be kept, saying why; the text travels to the endorser
     */
    void put(TransientEntry entry);

    /** Everything that is held for a transaction, in the order of arrival. */
    List<TransientEntry> find(String txId);

    /** Forgets everything about these transactions. */
    void purge(Collection<String> txIds);

    /** Forgets everything that was simulated below {@code height} (unsigned). */
    void purgeBelow(long height);
}
