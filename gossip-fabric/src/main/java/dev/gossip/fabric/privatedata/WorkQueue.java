package dev.gossip.fabric.privatedata;

import dev.gossip.spi.NodeContext;
import java.util.ArrayDeque;
import java.util.Queue;

/** Runs work of one channel beside the lanes, one piece at a time and in order; bounded. Lane-confined. */
final class WorkQueue {

    /** As many as Fabric's nodes let wait. */
    static final int LIMIT = 50;

    private final NodeContext node;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    WorkQueue(NodeContext node) {
        this.node = node;
    }

    /** @return false if too much waits */
    boolean offer(Runnable work) {
        if (waiting.size() >= LIMIT) {
            return false;
        }
        waiting.add(work);
        next();
        return true;
    }

    private void next() {
        Runnable work = running ? null : waiting.poll();
        if (work == null) {
            return;
        }
        running = true;
        node.offload(() -> {
                    work.run();
                    return true;
                })
                .whenComplete((done, failure) -> {
                    running = false;
                    next();
                });
    }
}
