package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.GossipException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Keeps private writes on the heap, up to a number of bytes; what comes when it is full is refused. Thread-safe. */
public final class InMemoryTransientStore implements TransientStore {

    private final long maxBytes;
    private final Map<String, List<TransientEntry>> entries = new HashMap<>();
    private long bytes;

    /** @param maxBytes limit for all entries together */
    public InMemoryTransientStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized void put(TransientEntry entry) {
        List<TransientEntry> held = entries.getOrDefault(entry.txId(), List.of());
        if (held.contains(entry)) {
            return;
        }
        if (entry.size() > maxBytes - bytes) {
            throw new GossipException("the transient store is full: " + bytes + " of maxBytes " + maxBytes
                    + " are used and " + entry.size() + " more are needed");
        }
        entries.computeIfAbsent(entry.txId(), key -> new ArrayList<>(1)).add(entry);
        bytes += entry.size();
    }

    @Override
    public synchronized List<TransientEntry> find(String txId) {
        return List.copyOf(entries.getOrDefault(txId, List.of()));
    }

    @Override
    public synchronized void purge(Collection<String> txIds) {
        for (String txId : txIds) {
            List<TransientEntry> gone = entries.remove(txId);
            if (gone != null) {
                gone.forEach(entry -> bytes -= entry.size());
            }
        }
    }

    @Override
    public synchronized void purgeBelow(long height) {
        for (Iterator<List<TransientEntry>> i = entries.values().iterator(); i.hasNext(); ) {
            List<TransientEntry> held = i.next();
            held.removeIf(entry -> {
                boolean old = Long.compareUnsigned(entry.height(), height) < 0;
                bytes -= old ? entry.size() : 0;
                return old;
            });
            if (held.isEmpty()) {
                i.remove();
            }
        }
    }

    /** Bytes in use. */
    public synchronized long bytes() {
        return bytes;
    }
}
