package dev.gossip.amop.engine;

import dev.gossip.amop.AmopClient;
import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopLimits;
import dev.gossip.amop.AmopReply;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Cancellable;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A client of this node with its bounded queue. Runs on the lane, except for its two counts and for what serial clients do. */
public final class LocalClient {

    private final Lane lane;
    private final AmopClient client;
    private final int capacity;
    private final int maxBytes;
    /** For a client that takes one message at a time. */
    private final @Nullable Turns<Entry> turns;

    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private long bytes;

    final Set<String> topics = new LinkedHashSet<>();
    /** Its challenge topics that have answered a challenge; without one it hears no private topic. */
    final Set<String> answeredChallenges = new HashSet<>();

    boolean open;

    private LocalClient(Network network, AmopClient client, boolean serial, AmopLimits limits) {
        this.lane = network.lane();
        this.client = client;
        this.turns = serial ? new Turns<>(task -> network.offload(Executors.callable(task)), this::hand) : null;
        this.capacity = limits.subscriberQueue();
        this.maxBytes = limits.subscriberBytes();
    }

    /** A client that is called on the lane, with any number of messages under way. */
    public static LocalClient concurrent(Network network, AmopClient client, AmopLimits limits) {
        return new LocalClient(network, client, false, limits);
    }

    /** A client that is called beside the lanes, for one message at a time. */
    public static LocalClient serial(Network network, AmopClient client, AmopLimits limits) {
        return new LocalClient(network, client, true, limits);
    }

    AmopClient client() {
        return client;
    }

    /** Messages that it has not answered. */
    public int pending() {
        return pending.get();
    }

    /** Messages dropped because it was too slow. */
    public long dropped() {
        return dropped.get();
    }

    CompletionStage<AmopResult> deliver(AmopDelivery delivery, Duration timeout) {
        if (!open) {
            return failed(Reason.NO_SUBSCRIBER, "the subscriber is gone");
        }
        int size = delivery.data().length();
        if (pending.get() >= capacity || bytes > 0 && bytes + size > maxBytes) {
            dropped.incrementAndGet();
            return failed(
                    Reason.CONGESTED,
                    "the subscriber has not answered " + pending + " messages of " + bytes
                            + " bytes (limits subscriberQueue and subscriberBytes)");
        }
        Entry entry = new Entry(delivery);
        pending.incrementAndGet();
        bytes += size;
        entry.timer = lane.schedule(timeout, () -> expired(entry, timeout));
        if (turns == null) {
            hand(entry);
        } else {
            turns.add(entry);
        }
        return entry.result;
    }

    private static CompletionStage<AmopResult> failed(Reason reason, String detail) {
        return CompletableFuture.completedStage(AmopResult.failed(reason, detail));
    }

    private CompletionStage<AmopReply> hand(Entry entry) {
        return receive(entry).whenComplete((reply, failure) -> lane.execute(() -> answered(entry, reply)));
    }

    private CompletionStage<AmopReply> receive(Entry entry) {
        try {
            return Objects.requireNonNull(client.receive(entry.delivery), "no stage");
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void answered(Entry entry, @Nullable AmopReply reply) {
        release(entry);
        entry.finish(
                reply != null
                        ? new AmopResult.Answered(reply, Optional.empty())
                        : AmopResult.failed(Reason.FAILED, "the subscriber failed"));
    }

    /** What has not begun is not begun any more; a client that takes one at a time keeps the one that it has. */
    private void expired(Entry entry, Duration timeout) {
        if (turns == null || turns.remove(entry)) {
            release(entry);
        }
        entry.finish(AmopResult.failed(Reason.TIMEOUT, "the subscriber did not answer within " + timeout));
    }

    private void release(Entry entry) {
        if (!entry.released) {
            entry.released = true;
            pending.decrementAndGet();
            bytes -= entry.delivery.data().length();
        }
    }

    /** Nothing is delivered any longer; what waits fails. */
    void close() {
        open = false;
        if (turns != null) {
            turns.removeAll().forEach(entry -> {
                release(entry);
                entry.finish(AmopResult.failed(Reason.NO_SUBSCRIBER, "the subscriber is gone"));
            });
        }
    }

    private static final class Entry {
        private final AmopDelivery delivery;
        private final CompletableFuture<AmopResult> result = new CompletableFuture<>();
        private Cancellable timer = () -> {};
        private boolean released;

        Entry(AmopDelivery delivery) {
            this.delivery = delivery;
        }

        void finish(AmopResult outcome) {
            timer.cancel();
            result.complete(outcome);
        }
    }
}
