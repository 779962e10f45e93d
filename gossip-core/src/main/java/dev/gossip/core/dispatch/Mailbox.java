package dev.gossip.core.dispatch;

import dev.gossip.api.Delivery;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Subscription;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.observe.Reporter;
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
    private final NodeLimits limits;
    private final Reporter reporter;
    private final Consumer<Mailbox> onClose;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int messages;
    private long bytes;

    Mailbox(
            Topic topic,
            MessageHandler handler,
            SerialLane handlerLane,
            NodeLimits limits,
            Reporter reporter,
            Consumer<Mailbox> onClose) {
        this.topic = topic;
        this.handler = handler;
        this.handlerLane = handlerLane;
        this.limits = limits;
        this.reporter = reporter;
        this.onClose = onClose;
    }

    Topic topic() {
        return topic;
    }

    /** Queues a delivery; completes with the handler's verdict. */
    CompletableFuture<Verdict> put(Delivery delivery) {
        if (closed.get()) {
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        int size = delivery.envelope().sealed().content().length();
        if (!reserve(size)) {
            dropped.incrementAndGet();
            reporter.dropped(delivery.from(), DropReason.MAILBOX_FULL, full());
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        handlerLane.execute(() -> {
            free(size);
            verdict.complete(closed.get() ? Verdict.IGNORE : call(delivery));
        });
        return verdict;
    }

    /** The first message is taken whatever its size, or a large one could never be received. */
    private synchronized boolean reserve(int size) {
        if (messages >= limits.mailboxMessages() || messages > 0 && bytes + size > limits.inboundBytes()) {
            return false;
        }
        messages++;
        bytes += size;
        return true;
    }

    private synchronized void free(int size) {
        messages--;
        bytes -= size;
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
}
