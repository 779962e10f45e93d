package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one network: a bounded queue, from which one message at a time is said once it is due. A network that is slow
 * fills its own queue and delays no other. Thread-safe.
 */
final class Outlet {

    private final BridgePort port;
    private final BridgeLimits limits;
    private final GossipRuntime runtime;
    private final Tally tally;
    private final Predicate<Bytes> broughtAlready;
    private final PriorityQueue<Item> waiting = new PriorityQueue<>();
    private Cancellable timer = () -> {};
    private long numbers;
    private long bytes;
    private boolean saying;
    private boolean closed;

    /** @param due by the runtime's clock, whose differences alone mean something */
    private record Item(Bytes payload, Bytes digest, long due, long number) implements Comparable<Item> {

        @Override
        public int compareTo(Item other) {
            return due == other.due ? Long.compare(number, other.number) : Long.compare(due - other.due, 0);
        }
    }

    /** @param broughtAlready asked by a message's digest right before it is said */
    Outlet(BridgePort port, BridgeLimits limits, GossipRuntime runtime, Tally tally, Predicate<Bytes> broughtAlready) {
        this.port = port;
        this.limits = limits;
        this.runtime = runtime;
        this.tally = tally;
        this.broughtAlready = broughtAlready;
    }

    /** Queues a message that is due after {@code delay}, or drops it. */
    void offer(Bytes payload, Bytes digest, Duration delay) {
        boolean full;
        synchronized (this) {
            full = closed || waiting.size() >= limits.queueMessages() || bytes + payload.length() > limits.queueBytes();
            if (!full) {
                waiting.add(new Item(payload, digest, runtime.time().nanoTime() + delay.toNanos(), numbers++));
                bytes += payload.length();
            }
        }
        if (full) {
            tally.dropped(BridgeReasons.QUEUE_FULL);
        } else {
            wake();
        }
    }

    /** Messages that wait, the one that is being said not included. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void wake() {
        try {
            runtime.workers().execute(this::next);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private void next() {
        Item item = due();
        if (item == null) {
            return;
        }
        if (broughtAlready.test(item.digest)) {
            tally.suppressed(BridgeReasons.BROUGHT_BY_BRIDGE);
            done(item);
            return;
        }
        AtomicBoolean ended = new AtomicBoolean();
        Cancellable patience = runtime.scheduler().schedule(limits.sayTimeout(), () -> {
            if (ended.compareAndSet(false, true)) {
                tally.dropped(BridgeReasons.REFUSED);
                done(item);
            }
        });
        say(item.payload).whenComplete((receivers, failure) -> {
            patience.cancel();
            if (ended.compareAndSet(false, true)) {
                count(receivers, failure);
                done(item);
            }
        });
    }

    private synchronized @Nullable Item due() {
        Item first = waiting.peek();
        if (saying || closed || first == null) {
            return null;
        }
        timer.cancel();
        long wait = first.due - runtime.time().nanoTime();
        if (wait > 0) {
            timer = runtime.scheduler().schedule(Duration.ofNanos(wait), this::wake);
            return null;
        }
        saying = true;
        return waiting.remove();
    }

    /** A port of somebody else's making may throw or forget its stage. */
    private CompletionStage<Integer> say(Bytes payload) {
        try {
            return port.say(payload);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void count(@Nullable Integer receivers, @Nullable Throwable failure) {
        if (failure != null || receivers == null) {
            tally.dropped(BridgeReasons.REFUSED);
        } else if (receivers == 0) {
            tally.dropped(BridgeReasons.NO_RECEIVER);
        } else {
            tally.relayed();
        }
    }

    private void done(Item item) {
        synchronized (this) {
            saying = false;
            bytes -= item.payload.length();
        }
        wake();
    }

    /** What waits is lost, and counted. */
    void close() {
        int lost;
        synchronized (this) {
            closed = true;
            timer.cancel();
            lost = waiting.size();
            waiting.clear();
        }
        for (int i = 0; i < lost; i++) {
            tally.dropped(DropReason.CLOSED);
        }
    }
}
