package dev.gossip.fabric;

import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.fabric.codec.FabricEndpoint;
import dev.gossip.spi.NodeContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our endpoint, and what is known about the peers behind it. The protocol arrives when the node is built, the context
 * when it starts. Thread-safe.
 */
final class PeerFacts {

    private final String endpoint;
    private final String organisation;
    private volatile @Nullable FabricEndpoint protocol;
    private volatile @Nullable NodeContext node;

    PeerFacts(String endpoint, String organisation) {
        this.endpoint = endpoint;
        this.organisation = organisation;
    }

    void built(FabricEndpoint opened) {
        protocol = opened;
    }

    void started(NodeContext context) {
        node = context;
    }

    String endpoint() {
        return endpoint;
    }

    /** Our own organisation. */
    String organisation() {
        return organisation;
    }

    FabricEndpoint protocol() {
        return present(protocol);
    }

    NodeContext node() {
        return present(node);
    }

    boolean isRunning() {
        return node != null;
    }

    Optional<String> organisation(NodeId id) {
        return protocol().organisation(id);
    }

    Optional<String> organisation(LinkPeer peer) {
        return peer.organisation().or(() -> peer.id().flatMap(this::organisation));
    }

    Optional<String> organisation(Peer peer) {
        return peer.organisation().or(() -> organisation(peer.id()));
    }

    boolean isOwn(Optional<String> other) {
        return other.filter(organisation::equals).isPresent();
    }

    /** What is known of a peer's node in the network. */
    Optional<Peer> find(LinkPeer peer) {
        return peer.id().flatMap(this::find);
    }

    Optional<Peer> find(NodeId id) {
        return node().peers().find(endpoint, id);
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new GossipException("this works once the node has started; start the node first");
        }
        return part;
    }
}
