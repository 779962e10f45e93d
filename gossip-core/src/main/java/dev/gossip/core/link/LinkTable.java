package dev.gossip.core.link;

import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.LinkPolicy.Duplicates;
import dev.gossip.spi.transport.CloseReason;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The established links of one endpoint, at most one per peer. Entries are removed by link, not by peer, so that the end of
 * a replaced link cannot take its successor with it. Thread-safe.
 */
public final class LinkTable {

    /** Two links in opposite directions within this span come from a simultaneous dial. */
    private static final Duration SIMULTANEOUS = Duration.ofSeconds(5);

    private final NodeId self;
    private final Duplicates duplicates;
    private final Map<NodeId, Link> links = new HashMap<>();

    public LinkTable(NodeId self, Duplicates duplicates) {
        this.self = self;
        this.duplicates = duplicates;
    }

    /** Enters an established link; one of two links to the same peer is closed. @return whether this one stays */
    public boolean enter(NodeId id, Link fresh) {
        Link loser;
        synchronized (this) {
            Link existing = links.get(id);
            if (existing != null && existing.isEstablished() && !freshWins(id, existing, fresh)) {
                loser = fresh;
            } else {
                links.put(id, fresh);
                loser = existing;
            }
        }
        if (loser != null) {
            loser.shut(CloseReason.refused(DropReason.REPLACED, "another link to " + id + " is used"));
        }
        return loser != fresh;
    }

    private boolean freshWins(NodeId id, Link existing, Link fresh) {
        if (duplicates == Duplicates.OLDEST) {
            return false;
        }
        boolean opposite = existing.dialled() != fresh.dialled();
        boolean simultaneous = fresh.establishedAt() - existing.establishedAt() < SIMULTANEOUS.toNanos();
        if (opposite && simultaneous) {
            boolean weDial = self.compareTo(id) < 0;
            return fresh.dialled() == weDial;
        }
        return true;
    }

    /** Removes exactly this link. @return whether it was the one in use */
    public synchronized boolean remove(Link link) {
        return link.peer().id().map(id -> links.remove(id, link)).orElse(false);
    }

    /** The link in use to a peer. */
    public synchronized Optional<Link> find(NodeId id) {
        return Optional.ofNullable(links.get(id)).filter(Link::isEstablished);
    }

    /** All links in use. */
    public synchronized Collection<Link> all() {
        return List.copyOf(links.values());
    }

    public synchronized int size() {
        return links.size();
    }
}
