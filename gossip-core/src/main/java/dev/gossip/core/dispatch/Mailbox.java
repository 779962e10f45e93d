package dev.gossip.core.dispatch;

import dev.gossip.api.Delivery;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Scheduler;
import dev.gossip.api.Subscription;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.observe.Reporter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A subscription: an application's handler behind a queue that is bounded in messages and in bytes, called one message at
 * a time. The bound in bytes matters when the handler is slower than the verdict timeout: then its messages are charged to
 * no connection any longer.
 */
final class Mailbox implements Subscription {

    private final Topic topic;
    private final MessageHandler handler;
    private final SerialLane handlerLane;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final NodeLimits limits;
    private final Reporter reporter;
    private final Consumer<Mailbox> onClose;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Deque<Waiting> unjudged = new ArrayDeque<>();
    private int messages;
    private long bytes;
    private boolean watching;

    Mailbox(
            Topic topic,
            MessageHandler handler,
            SerialLane handlerLane,
            GossipRuntime runtime,
            NodeLimits limits,
            Reporter reporter,
            Consumer<Mailbox> onClose) {
        this.topic = topic;
        this.handler = handler;
        this.handlerLane = handlerLane;
        this.time = runtime.time();
        this.scheduler = runtime.scheduler();
        this.limits = limits;
        this.reporter = reporter;
        this.onClose = onClose;
    }

    Topic topic() {
        return topic;
    }

    /** Queues a delivery; completes with the handler's verdict, or with "ignore" once {@code verdictTimeout} has passed. */
    CompletableFuture<Verdict> put(Delivery delivery) {
        if (closed.get()) {
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        Waiting waiting =
                new Waiting(delivery, time.nanoTime() + limits.verdictTimeout().toNanos());
        if (!reserve(waiting)) {
            dropped.incrementAndGet();
            reporter.dropped(delivery.from(), DropReason.MAILBOX_FULL, full());
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        handlerLane.execute(() -> handle(waiting));
        return waiting.verdict;
    }

    private void handle(Waiting waiting) {
        free(waiting);
        waiting.verdict.complete(closed.get() ? Verdict.IGNORE : call(waiting.delivery));
    }

    /** The first message is taken whatever its size, or a large one could never be received. */
    private synchronized boolean reserve(Waiting waiting) {
        if (messages >= limits.mailboxMessages() || messages > 0 && bytes + waiting.size > limits.inboundBytes()) {
            return false;
        }
        messages++;
        bytes += waiting.size;
        unjudged.add(waiting);
        if (!watching) {
            watching = true;
            scheduler.schedule(limits.verdictTimeout(), this::giveUpTheOverdue);
        }
        return true;
    }

    private synchronized void free(Waiting waiting) {
        messages--;
        bytes -= waiting.size;
        // In the order of arrival, so what is judged by now is at the head.
        while (!unjudged.isEmpty() && unjudged.peek().verdict.isDone()) {
            unjudged.remove();
        }
    }

    /** One timer for all: deadlines come in the order of arrival. Forwarding waits no longer, the handler may go on. */
    private void giveUpTheOverdue() {
        List<Waiting> overdue = new ArrayList<>();
        synchronized (this) {
            long now = time.nanoTime();
            Iterator<Waiting> eldest = unjudged.iterator();
            Waiting next = null;
            while (next == null && eldest.hasNext()) {
                Waiting waiting = eldest.next();
                if (waiting.deadline - now <= 0) {
                    overdue.add(waiting);
                    eldest.remove();
                } else {
                    next = waiting;
                }
            }
            watching = next != null;
            if (next != null) {
                scheduler.schedule(Duration.ofNanos(next.deadline - now), this::giveUpTheOverdue);
            }
        }
        for (Waiting waiting : overdue) {
            if (waiting.verdict.complete(Verdict.IGNORE)) {
                reporter.dropped(
                        waiting.delivery.from(),
                        DropReason.HANDLER_FAILED,
                        "no verdict within " + limits.verdictTimeout() + " on " + topic + " (limit verdictTimeout)");
            }
        }
    }

    private synchronized String full() {
        return "the subscription to " + topic + " holds " + messages + " messages of " + bytes
                + " bytes (limits mailboxMessages " + limits.mailboxMessages() + ", inboundBytes "
                + limits.inboundBytes() + ")";
    }

    /** Whatever the application throws becomes a verdict, or forwarding would wait for its timeout. */
    private Verdict call(Delivery delivery) {
        try {
            Verdict verdict = handler.handle(delivery);
            if (verdict != null) {
                return verdict;
            }
            reporter.dropped(delivery.from(), DropReason.HANDLER_FAILED, "the handler of " + topic + " gave null");
        } catch (Exception | Error e) {
            reporter.dropped(delivery.from(), DropReason.HANDLER_FAILED, "the handler of " + topic + " failed: " + e);
        }
        return Verdict.IGNORE;
    }

    @Override
    public synchronized int pending() {
        return messages;
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(this);
        }
    }

    /** A message that the handler has not judged. */
    private static final class Waiting {

        private final Delivery delivery;
        private final int size;
        private final long deadline;
        private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        Waiting(Delivery delivery, long deadline) {
            this.delivery = delivery;
            this.size = delivery.envelope().sealed().content().length();
            this.deadline = deadline;
        }
    }
}
