package dev.gossip.core.discovery;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.SeedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The addresses to join by of one endpoint: the configured ones for ever, then what each query found last. */
public final class SeedList {

    private final List<PeerAddress> configured;
    private final Map<SeedQuery, List<PeerAddress>> found = new LinkedHashMap<>();

    public SeedList(List<PeerAddress> configured) {
        this.configured = configured;
    }

    /** Every address once. */
    public synchronized List<PeerAddress> all() {
        Set<PeerAddress> distinct = new LinkedHashSet<>(configured);
        found.values().forEach(distinct::addAll);
        return new ArrayList<>(distinct);
    }

    /** @return whether {@link #all} has changed */
    synchronized boolean replace(SeedQuery query, List<PeerAddress> answer) {
        List<PeerAddress> before = all();
        found.put(query, List.copyOf(answer));
        return !before.equals(all());
    }
}
