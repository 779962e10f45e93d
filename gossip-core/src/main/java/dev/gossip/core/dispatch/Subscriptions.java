package dev.gossip.core.dispatch;

import dev.gossip.api.Delivery;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Subscription;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.observe.Reporter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Who receives application messages on which topic. Thread-safe. */
public final class Subscriptions {

    private final GossipRuntime runtime;
    private final NodeLimits limits;
    private final Reporter reporter;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Topic, CopyOnWriteArrayList<Mailbox>> byTopic = new ConcurrentHashMap<>();

    public Subscriptions(GossipRuntime runtime, NodeLimits limits, Reporter reporter) {
        this.runtime = runtime;
        this.limits = limits;
        this.reporter = reporter;
    }

    public Subscription subscribe(Topic topic, MessageHandler handler) {
        SerialLane lane =
                new SerialLane("subscription-" + topic, runtime.handlers(), runtime.scheduler(), Integer.MAX_VALUE);
        Mailbox mailbox = new Mailbox(topic, handler, lane, runtime, limits, reporter, this::remove);
        open.incrementAndGet();
        byTopic.compute(topic, (key, others) -> {
            CopyOnWriteArrayList<Mailbox> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(mailbox);
            return all;
        });
        return mailbox;
    }

    /** Subscriptions that are not closed. */
    public int size() {
        return open.get();
    }

    private void remove(Mailbox mailbox) {
        open.decrementAndGet();
        byTopic.computeIfPresent(mailbox.topic(), (topic, mailboxes) -> {
            mailboxes.remove(mailbox);
            return mailboxes.isEmpty() ? null : mailboxes;
        });
    }

    /**
     * Asks every subscriber. One that rejects decides, else one that accepts; empty if there is none. A message that a full mailbox refuses stays seen: another copy would cost
     * another verification just when there is too much to do.
     */
    Optional<CompletionStage<Verdict>> deliver(Delivery delivery) {
        List<Mailbox> mailboxes = byTopic.get(delivery.message().topic());
        if (mailboxes == null) {
            return Optional.empty();
        }
        CompletableFuture<Verdict> verdict = null;
        for (Mailbox mailbox : mailboxes) {
            CompletableFuture<Verdict> own = mailbox.put(delivery);
            verdict = verdict == null ? own : verdict.thenCombine(own, Subscriptions::stronger);
        }
        return Optional.ofNullable(verdict);
    }

    /** What two judges say together. */
    static Verdict stronger(Verdict one, Verdict other) {
        if (one == Verdict.REJECT || other == Verdict.REJECT) {
            return Verdict.REJECT;
        }
        return one == Verdict.ACCEPT || other == Verdict.ACCEPT ? Verdict.ACCEPT : Verdict.IGNORE;
    }
}
