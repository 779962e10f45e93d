package dev.gossip.fisco.route;

import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The peers of a node, and those that its neighbours lead to. */
record ReachableNodes(PeerView direct, String endpoint, Routes routes) implements PeerView {

    @Override
    public Collection<Peer> all() {
        List<Peer> others = direct.all().stream()
                .filter(peer -> !peer.endpoint().equals(endpoint))
                .toList();
        return Stream.concat(others.stream(), routes.all().keySet().stream().map(this::peer))
                .toList();
    }

    @Override
    public Optional<Peer> find(String where, NodeId id) {
        return where.equals(endpoint) ? routes.to(id).map(route -> peer(id)) : direct.find(where, id);
    }

    private Peer peer(NodeId id) {
        return direct.find(endpoint, id)
                .filter(Peer::connected)
                .orElseGet(() -> new Peer(
                        endpoint, id, Optional.empty(), Optional.empty(), Optional.empty(), true, true, Map.of()));
    }
}
