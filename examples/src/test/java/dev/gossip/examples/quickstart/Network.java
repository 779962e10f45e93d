package dev.gossip.examples.quickstart;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Topic;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Nodes made as the quick start makes them, and what they heard. */
final class Network implements AutoCloseable {

    static final Topic NEWS = Topic.named("news");

    private static final long PATIENCE = 30;

    private final StandardRuntime runtime = StandardRuntime.create();
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", runtime.time());
    private final String protocol;
    private final String transport;
    private final List<GossipNode> nodes = new ArrayList<>();
    private final Map<GossipNode, BlockingQueue<Delivery>> heard = new HashMap<>();

    Network(String protocol, String transport) {
        this.protocol = protocol;
        this.transport = transport;
    }

    /** A node that joins by these seeds, and nothing else. */
    GossipNode start(GossipNode... seeds) {
        return start(endpoint -> endpoint, seeds);
    }

    GossipNode startWithoutApplicationMessages(GossipNode... seeds) {
        return start(endpoint -> endpoint.setting("application", "false"), seeds);
    }

    GossipNode start(UnaryOperator<EndpointConfig.Builder> change, GossipNode... seeds) {
        EndpointConfig.Builder endpoint =
                change.apply(QuickStart.endpoint(protocol, ca).transport(transport));
        for (GossipNode seed : seeds) {
            endpoint.seed(seed.boundAddress("main"));
        }
        GossipNode node = QuickStart.start(runtime, endpoint);
        nodes.add(node);
        heard.put(node, new LinkedBlockingQueue<>());
        return node;
    }

    void subscribe(Topic topic, GossipNode... subscribers) {
        for (GossipNode node : subscribers) {
            node.subscribe(topic, MessageHandler.accepting(heard.get(node)::add));
        }
    }

    static void awaitPeers(GossipNode node, int count) throws Exception {
        get(node.whenPeers(count));
    }

    static int publish(GossipNode node, Topic topic, String text) throws Exception {
        return get(node.publish(topic, Bytes.utf8(text)));
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }

    /** What the node hears next. */
    Delivery next(GossipNode node) throws InterruptedException {
        Delivery next = heard.get(node).poll(PATIENCE, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(protocol + " over " + transport + ": nothing was heard within " + PATIENCE
                    + " s; drops: "
                    + nodes.stream().map(each -> each.describe().drops()).toList());
        }
        return next;
    }

    @Override
    public void close() {
        nodes.forEach(GossipNode::close);
        runtime.close();
    }
}
