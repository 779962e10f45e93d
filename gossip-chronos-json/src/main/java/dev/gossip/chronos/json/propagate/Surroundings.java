package dev.gossip.chronos.json.propagate;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.Router;
import dev.gossip.spi.protocol.EndpointContext;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the node lends to Chronos: little before it starts and after it stops. Thread-safe. */
public final class Surroundings {

    private final EndpointContext endpoint;
    private volatile @Nullable Running running;

    public Surroundings(EndpointContext endpoint) {
        this.endpoint = endpoint;
    }

    /** The node runs from now on. */
    public void started(NodeContext node, Router router) {
        running = new Running(node, router);
    }

    /** The node runs no more. */
    public void stopped() {
        running = null;
    }

    public boolean areRunning() {
        return running != null;
    }

    public EndpointContext endpoint() {
        return endpoint;
    }

    Router router() {
        return Objects.requireNonNull(running, "not running").router;
    }

    RandomGenerator random() {
        return Objects.requireNonNull(running, "not running").node.random();
    }

    /** Runs a task beside the lanes after {@code delay}, unless the node has stopped by then. */
    public void later(Duration delay, Runnable task) {
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
                                LinkPeer.unknown(endpoint.endpoint(), PeerAddress.of("none", 0)),
                                DropReason.HANDLER_FAILED,
                                "a timer of chronos failed: " + failure);
                    }
                });
    }

    /** Runs a task on the control lane, in the order of calls. */
    public void tell(Runnable task) {
        Running now = running;
        if (now != null) {
            now.node.control().execute(task);
        }
    }

    /** Counts and reports what was dropped. */
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        Running now = running;
        if (now != null) {
            now.node.dropped(from, reason, detail);
        }
    }

    /** Counts an event of this name. */
    public void count(String name) {
        endpoint.metrics().counter(name).increment();
    }

    private record Running(NodeContext node, Router router) {}
}
