package dev.gossip.core.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Nodes of the plain protocol over the memory transport in virtual time. */
final class TestNetwork implements AutoCloseable {

    static final String ENDPOINT = "test";

    final VirtualTime time = new VirtualTime();
    final VirtualRuntime runtime = new VirtualRuntime(time, 42);

    static NodeId id(String name) {
        return new NodeId(Bytes.utf8(name));
    }

    static PeerAddress address(int port) {
        return PeerAddress.of("memory", port);
    }

    static NodeLimits.Builder limits() {
        return NodeLimits.DEFAULT.toBuilder();
    }

    static EndpointConfig.Builder endpoint(String name, int port) {
        return EndpointConfig.named(ENDPOINT)
                .protocol(new PlainProtocol())
                .transport("memory")
                .setting("id", name)
                .listen("memory:" + port);
    }

    GossipNode start(EndpointConfig.Builder endpoint, UnaryOperator<GossipNodeBuilder> more) {
        return more.apply(GossipNode.builder().runtime(runtime).router("flood").endpoint(endpoint.build()))
                .start();
    }

    GossipNode start(EndpointConfig.Builder endpoint) {
        return start(endpoint, builder -> builder);
    }

    void run(Duration span) {
        time.advance(span);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
