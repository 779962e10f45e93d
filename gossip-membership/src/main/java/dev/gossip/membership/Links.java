package dev.gossip.membership;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The links that are up now; the node bounds their number. */
final class Links {

    private final Map<NodeId, Link> links = new HashMap<>();

    void up(NodeId id, LinkPeer peer, boolean dialled) {
        links.merge(id, new Link(peer, dialled), (before, now) -> new Link(peer, before.dialled || dialled));
    }

    void down(NodeId id) {
        links.remove(id);
    }

    boolean has(NodeId id) {
        return links.containsKey(id);
    }

    /** Linked peers that we dialled, in the order of their ids. */
    List<NodeId> dialled() {
        return links.keySet().stream().filter(this::dialled).sorted().toList();
    }

    /** Whether one of the links to it was dialled by us, so that its address is proven. */
    boolean dialled(NodeId id) {
        Link link = links.get(id);
        return link != null && link.dialled;
    }

    Optional<String> organisation(NodeId id) {
        return Optional.ofNullable(links.get(id)).flatMap(link -> link.peer.organisation());
    }

    private record Link(LinkPeer peer, boolean dialled) {}
}
