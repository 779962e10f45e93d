package dev.gossip.benchmarks.node;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets the benchmark sign first and send later, as a node does that forwards what others signed. */
final class Presigned implements Extension {

    private static final int PATIENCE_SECONDS = 60;

    private volatile @Nullable NodeContext context;
    private long number;

    @Override
    public String name() {
        return "bench-presigned";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Opaque.class);
    }

    @Override
    public void start(NodeContext started) {
        context = started;
    }

    /** Messages that nobody has seen yet, signed. */
    List<Envelope> sign(String endpoint, Topic topic, int count, int size) throws Exception {
        List<CompletableFuture<Envelope>> signing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[size];
            ByteBuffer.wrap(content).putLong(NodeRun.UNTIMED).putLong(++number);
            Message message = Message.of(topic, Opaque.of(Bytes.wrap(content)));
            signing.add(running().seal(endpoint, message).toCompletableFuture());
        }
        List<Envelope> signed = new ArrayList<>();
        for (CompletableFuture<Envelope> one : signing) {
            signed.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return signed;
    }

    SendResult send(String endpoint, NodeId target, Envelope envelope) {
        return running().forward(endpoint, target, envelope);
    }

    private NodeContext running() {
        NodeContext started = context;
        if (started == null) {
            throw new IllegalStateException("the node has not started");
        }
        return started;
    }
}
