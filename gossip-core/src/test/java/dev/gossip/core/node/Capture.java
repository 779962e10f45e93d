package dev.gossip.core.node;

import dev.gossip.api.Body;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** An extension that does nothing but give the test its context. */
final class Capture implements Extension {

    private final Consumer<NodeContext> onStart;
    private NodeContext context;

    Capture() {
        this(context -> {});
    }

    Capture(Consumer<NodeContext> onStart) {
        this.onStart = onStart;
    }

    NodeContext context() {
        return Objects.requireNonNull(context, "the node has not started");
    }

    /** Tells the node of a peer and where to dial it. */
    void introduce(String peer, int port) {
        NodeId id = TestNetwork.id(peer);
        PeerAddress address = TestNetwork.address(port);
        context()
                .peerUpdates()
                .alive(TestNetwork.ENDPOINT, id, Optional.empty(), Optional.of(address), Optional.empty());
    }

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public void start(NodeContext started) {
        context = started;
        onStart.accept(started);
    }
}
