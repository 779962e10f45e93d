package dev.gossip.core.node;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.protocol.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An extension on one node.
 *
 * @param endpoints names of those that it serves
 */
record Installed(Extension extension, Set<String> endpoints) {

    private static final Logger LOG = LoggerFactory.getLogger(Installed.class);

    /**
     * Serving every endpoint whose protocol carries its bodies.
     *
     * @throws GossipException if it must serve an endpoint whose protocol does not, naming both
     */
    static Installed on(Map<EndpointConfig, Protocol> chosen, Extension extension) {
        Set<String> served = new LinkedHashSet<>();
        chosen.forEach((config, protocol) -> {
            List<String> missing = extension.bodies(config.name()).stream()
                    .filter(body -> !protocol.bodies().contains(body))
                    .map(Class::getSimpleName)
                    .sorted()
                    .toList();
            if (missing.isEmpty()) {
                served.add(config.name());
            } else if (extension.servesEveryEndpoint()) {
                throw new GossipException(
                        "the extension '" + extension.name() + "' needs " + missing.get(0)
                                + ", which the protocol '" + protocol.name() + "' of endpoint '" + config.name()
                                + "' cannot carry; leave the extension out, place it on other endpoints or choose another protocol");
            } else {
                LOG.info(
                        "the extension '{}' leaves endpoint '{}' alone: the protocol '{}' carries no {}{}",
                        extension.name(),
                        config.name(),
                        protocol.name(),
                        String.join(", ", missing),
                        extension.judgesPeers() ? "; who is linked there counts as alive" : "");
            }
        });
        return new Installed(extension, Set.copyOf(served));
    }

    boolean serves(String endpoint) {
        return endpoints.contains(endpoint);
    }

    boolean joinsBySeeds(String endpoint) {
        return serves(endpoint) && extension.joinsBySeeds(endpoint);
    }

    boolean judgesPeers(String endpoint) {
        return serves(endpoint) && extension.judgesPeers();
    }

    void seedsChanged(String endpoint) {
        if (serves(endpoint)) {
            extension.seedsChanged(endpoint);
        }
    }

    /** Passes on only what concerns the endpoints that the extension serves. */
    LinkListener hearing(LinkListener listener) {
        return new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                if (serves(peer.endpoint())) {
                    listener.linkUp(peer, dialled);
                }
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                if (serves(peer.endpoint())) {
                    listener.linkDown(peer, reason, detail);
                }
            }

            @Override
            public void peerListens(LinkPeer peer, PeerAddress address) {
                if (serves(peer.endpoint())) {
                    listener.peerListens(peer, address);
                }
            }

            @Override
            public void dialFailed(String endpoint, PeerAddress address, Optional<NodeId> expected, String detail) {
                if (serves(endpoint)) {
                    listener.dialFailed(endpoint, address, expected, detail);
                }
            }

            @Override
            public String toString() {
                return listener.toString();
            }
        };
    }
}
