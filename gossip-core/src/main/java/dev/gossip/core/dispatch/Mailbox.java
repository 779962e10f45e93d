package dev.gossip.core.dispatch;

import dev.gossip.api.Delivery;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Subscription;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.observe.Reporter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A subscription: an application's handler behind a bounded queue, called one message at a time. */
final class Mailbox implements Subscription {

    private final Topic topic;
    private final MessageHandler handler;
    private final SerialLane handlerLane;
    private final int bound;
    private final Reporter reporter;
    private final Consumer<Mailbox> onClose;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    Mailbox(
            Topic topic,
            MessageHandler handler,
            SerialLane handlerLane,
            int bound,
            Reporter reporter,
            Consumer<Mailbox> onClose) {
        this.topic = topic;
        this.handler = handler;
        this.handlerLane = handlerLane;
        this.bound = bound;
        this.reporter = reporter;
        this.onClose = onClose;
    }

    Topic topic() {
        return topic;
    }

    /** Queues a delivery; completes with the handler's verdict. */
    CompletableFuture<Verdict> put(Delivery delivery) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        if (closed || pending.incrementAndGet() > bound) {
            if (!closed) {
                pending.decrementAndGet();
                dropped.incrementAndGet();
                reporter.dropped(
                        delivery.from(),
                        DropReason.MAILBOX_FULL,
                        "the subscription to " + topic + " holds " + bound + " messages (limit mailboxMessages)");
            }
            verdict.complete(Verdict.IGNORE);
            return verdict;
        }
        handlerLane.execute(() -> {
            pending.decrementAndGet();
            verdict.complete(closed ? Verdict.IGNORE : call(delivery));
        });
        return verdict;
    }

    private Verdict call(Delivery delivery) {
        try {
            return handler.handle(delivery);
        } catch (Exception e) {
            reporter.dropped(delivery.from(), DropReason.HANDLER_FAILED, "the handler of " + topic + " failed: " + e);
            return Verdict.IGNORE;
        }
    }

    @Override
    public int pending() {
        return pending.get();
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
