package dev.gossip.examples.node.fisco;

import dev.gossip.amop.Amop;
import dev.gossip.amop.TopicHolder;
import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells which topics come and go, here and at other nodes, in one line each; looks every second. Of more than a thousand it tells
 * the first, so that a node with very many is not busy with its log. Thread-safe.
 */
final class TopicLog implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    private final Amop amop;
    private final NodeId self;
    private final GossipRuntime runtime;
    private final Consumer<String> log;
    private Set<TopicHolder> known = Set.of();
    private Cancellable timer = () -> {};
    private boolean closed;

    private TopicLog(Amop amop, NodeId self, GossipRuntime runtime, Consumer<String> log) {
        this.amop = amop;
        this.self = self;
        this.runtime = runtime;
        this.log = log;
    }

    static TopicLog start(Amop amop, NodeId self, GossipRuntime runtime, Consumer<String> log) {
        TopicLog started = new TopicLog(amop, self, runtime, log);
        started.again();
        return started;
    }

    private synchronized void again() {
        if (!closed) {
            timer = runtime.scheduler()
                    .schedule(
                            PERIOD,
                            () -> amop.holders(MOST)
                                    // Beside the lane, because a log may be slow.
                                    .thenAcceptAsync(this::compare, runtime.workers())
                                    .whenComplete((done, failure) -> again()));
        }
    }

    private synchronized void compare(List<TopicHolder> now) {
        Set<TopicHolder> fresh = new HashSet<>(now);
        known.stream().filter(before -> !fresh.contains(before)).forEach(before -> tell("left", before));
        fresh.stream().filter(holder -> !known.contains(holder)).forEach(holder -> tell("joined", holder));
        known = fresh;
    }

    private void tell(String what, TopicHolder holder) {
        log.accept("topic " + what + ": " + holder.topic().replaceAll("\\p{Cntrl}", "?") + ", "
                + (holder.node().equals(self) ? "here" : "at " + FiscoLog.name(holder.node())));
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
