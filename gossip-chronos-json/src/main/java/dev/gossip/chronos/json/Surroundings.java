package dev.gossip.chronos.json;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.Router;
import dev.gossip.spi.protocol.EndpointContext;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the node lends to Chronos: little before it starts and after it stops. Thread-safe. */
final class Surroundings {

    private final EndpointContext endpoint;
    private volatile @Nullable Running running;

    Surroundings(EndpointContext endpoint) {
        this.endpoint = endpoint;
    }

    void started(NodeContext node, Router router) {
        running = new Running(node, router);
    }

    void stopped() {
        running = null;
    }

    boolean areRunning() {
        return running != null;
    }

    EndpointContext endpoint() {
        return endpoint;
    }

    Router router() {
        return java.util.Objects.requireNonNull(running, "not running").router;
    }

    RandomGenerator random() {
        return java.util.Objects.requireNonNull(running, "not running").node.random();
    }

    /** Runs a task beside the lanes after {@code delay}, unless the node has stopped by then. */
    void later(Duration delay, Runnable task) {
        Running now = running;
        if (now != null) {
            now.node.control().schedule(delay, () -> beside(now, task));
        }
    }

    private void beside(Running now, Runnable task) {
        if (running != now) {
            return;
        }
        now.node
                .offload(() -> {
                    task.run();
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        dropped(
                                LinkPeer.unknown(endpoint.endpoint(), dev.gossip.api.PeerAddress.of("none", 0)),
                                DropReason.HANDLER_FAILED,
                                "a timer of chronos failed: " + failure);
                    }
                });
    }

    /** Runs a task on the control lane, in the order of calls. */
    void tell(Runnable task) {
        Running now = running;
        if (now != null) {
            now.node.control().execute(task);
        }
    }

    void dropped(LinkPeer from, DropReason reason, String detail) {
        Running now = running;
        if (now != null) {
            now.node.dropped(from, reason, detail);
        }
    }

    void count(String name) {
        endpoint.metrics().counter(name).increment();
    }

    private record Running(NodeContext node, Router router) {}
}
