package dev.gossip.fisco.group.engine;

import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.group.GroupDelivery;
import dev.gossip.fisco.group.GroupDrops;
import dev.gossip.fisco.group.GroupHandler;
import dev.gossip.fisco.group.GroupLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/** Messages that wait for one node's handler, which takes one after the other. Bounded; thread-safe. */
final class Inbox {

    private final GroupHandler handler;
    private final GroupLimits limits;
    private final Deque<GroupDelivery> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean running;
    private boolean closed;

    Inbox(GroupHandler handler, GroupLimits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    /**
     * @param executor runs the handler
     * @param dropped hears what the handler fails at, or does not get any more
     * @return whether the message will be handled
     */
    boolean offer(GroupDelivery delivery, Executor executor, BiConsumer<DropReason, String> dropped) {
        synchronized (this) {
            int size = delivery.payload().length();
            if (closed
                    || waiting.size() >= limits.pendingPerNode()
                    || !waiting.isEmpty() && bytes + size > limits.pendingBytesPerNode()) {
                return false;
            }
            waiting.add(delivery);
            bytes += size;
            if (running) {
                return true;
            }
            running = true;
        }
        return pump(executor, dropped);
    }

    private boolean pump(Executor executor, BiConsumer<DropReason, String> dropped) {
        try {
            executor.execute(() -> next(executor, dropped));
            return true;
        } catch (RejectedExecutionException e) {
            int lost = close();
            dropped.accept(GroupDrops.NODE_CLOSED, lost + " messages: the runtime is closed");
            return false;
        }
    }

    private void next(Executor executor, BiConsumer<DropReason, String> dropped) {
        GroupDelivery delivery;
        synchronized (this) {
            delivery = waiting.poll();
            if (delivery == null) {
                running = false;
                return;
            }
            bytes -= delivery.payload().length();
        }
        try {
            handler.receive(delivery);
        } catch (RuntimeException | Error e) {
            dropped.accept(DropReason.HANDLER_FAILED, "a node of group '" + delivery.group() + "' failed: " + e);
        }
        pump(executor, dropped);
    }

    /** @return how many messages the handler does not get any more */
    synchronized int close() {
        int lost = waiting.size();
        closed = true;
        waiting.clear();
        bytes = 0;
        return lost;
    }
}
