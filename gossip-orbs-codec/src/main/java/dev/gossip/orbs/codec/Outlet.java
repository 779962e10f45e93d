package dev.gossip.orbs.codec;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends messages to named nodes over the links that are up; what has no link is dropped and counted. Thread-safe. */
final class Outlet {

    private final String endpoint;
    private final NodeContext context;
    private final OrbsCodec codec;
    private final OrbsMetrics metrics;

    Outlet(String endpoint, NodeContext context, OrbsCodec codec, OrbsMetrics metrics) {
        this.endpoint = endpoint;
        this.context = context;
        this.codec = codec;
        this.metrics = metrics;
    }

    OrbsCodec codec() {
        return codec;
    }

    /** Encodes once and queues the same bytes on every link. */
    Map<NodeId, SendResult> send(Collection<NodeId> targets, Message message) {
        if (targets.isEmpty()) {
            return Map.of();
        }
        Envelope envelope = codec.envelope(message);
        Map<NodeId, SendResult> results = new LinkedHashMap<>();
        int bytes = envelope.sealed().content().length();
        for (NodeId target : targets) {
            SendResult result = context.forward(endpoint, target, envelope);
            results.put(target, result);
            if (result == SendResult.ACCEPTED) {
                metrics.sent(bytes);
            }
        }
        return results;
    }

    boolean isLinked(NodeId id) {
        return context.peers().find(endpoint, id).filter(Peer::connected).isPresent();
    }

    /** Counts what was not sent, or was not taken from nobody in particular. */
    void dropped(Optional<NodeId> peer, DropReason reason, String detail) {
        LinkPeer nobody = new LinkPeer(
                endpoint, peer, Assurance.UNKNOWN, Optional.empty(), PeerAddress.of("none", 0), Attributes.empty());
        context.dropped(nobody, reason, detail);
    }

    OrbsMetrics metrics() {
        return metrics;
    }
}
