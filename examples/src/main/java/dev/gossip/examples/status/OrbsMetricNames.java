package dev.gossip.examples.status;

import dev.gossip.api.observe.MetricsSink;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Shows measurements under the names that operators of Orbs' node know as well, where that node measures the same, for example
 * {@code Gossip.Topic.BlockSync.MessagesInQueue}. Names of ours stay.
 */
public final class OrbsMetricNames implements MetricsSink {

    private static final Map<String, String> TOPICS = Map.of(
            "transaction-relay", "TransactionRelay",
            "block-sync", "BlockSync",
            "lean-helix", "LeanHelixConsensus",
            "benchmark-consensus", "BenchmarkConsensus");

    /** By our name; a topic takes the place of the star. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("orbs.links", "Gossip.OutgoingConnection.Active.Count"),
            Map.entry("orbs.topic.limit", "Gossip.Topic.*.QueueSize"),
            Map.entry("orbs.topic.waiting", "Gossip.Topic.*.MessagesInQueue"),
            Map.entry("orbs.topic.dropped", "Gossip.Topic.*.DroppedMessages"),
            Map.entry("orbs.topic.failed", "Gossip.Topic.*.Errors.Count"),
            Map.entry("orbs.sent.messages", "Gossip.Sent.Messages"),
            Map.entry("orbs.sent.bytes", "Gossip.Sent.Bytes"),
            Map.entry("orbs.received.messages", "Gossip.Received.Messages"),
            Map.entry("orbs.received.bytes", "Gossip.Received.Bytes"),
            Map.entry("orbs.forward.data", "Gossip.Forward.Data.Count"),
            Map.entry("orbs.forward.announce", "Gossip.Forward.Announce.Count"),
            Map.entry("orbs.forward.pull", "Gossip.Forward.Pull.Count"));

    /** Drops, by their reason. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("bad-header", "Gossip.Received.BadHeader.Count"),
            Map.entry("header-encoding", "Gossip.Received.BadHeader.Count"),
            Map.entry("wrong-virtual-chain", "Gossip.Received.BadChain.Count"),
            Map.entry("not-recipient", "Gossip.Received.NotRecipient.Count"),
            Map.entry("unknown-topic", "Gossip.Received.UnknownTopic.Count"),
            Map.entry("unknown-recipient-mode", "Gossip.Received.BadMode.Count"),
            Map.entry("no-link", "Gossip.OutgoingConnection.SendQueueErrors.Count"),
            Map.entry("congested", "Gossip.OutgoingConnection.SendQueueErrors.Count"),
            Map.entry("silence", "Gossip.IncomingConnection.TransportErrors.Count"),
            Map.entry("malformed", "Gossip.IncomingConnection.TransportErrors.Count"),
            Map.entry("frame-too-large", "Gossip.IncomingConnection.TransportErrors.Count"),
            Map.entry("duplicate", "Gossip.Forward.Duplicate.Count"),
            Map.entry("forward-gave-up", "Gossip.Forward.GaveUp.Count"));

    private final MetricsSink sink;

    /** @param sink what takes them under both names */
    public OrbsMetricNames(MetricsSink sink) {
        this.sink = sink;
    }

    @Override
    public Counter counter(String name, String... tags) {
        Counter ours = sink.counter(name, tags);
        Optional<String> known = alias(name, tags);
        if (known.isEmpty()) {
            return ours;
        }
        Counter theirs = sink.counter(known.get());
        return amount -> {
            ours.add(amount);
            theirs.add(amount);
        };
    }

    @Override
    public Timer timer(String name, String... tags) {
        return sink.timer(name, tags);
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
        sink.gauge(name, value, tags);
        alias(name, tags).ifPresent(known -> sink.gauge(known, value));
    }

    private static Optional<String> alias(String name, String[] tags) {
        return name.equals("gossip.drops")
                ? tag("reason", tags).map(REASONS::get)
                : Optional.ofNullable(NAMES.get(name))
                        .map(known -> known.replace(
                                "*", tag("topic", tags).map(TOPICS::get).orElse("")));
    }

    private static Optional<String> tag(String key, String[] tags) {
        for (int at = 0; at + 1 < tags.length; at += 2) {
            if (tags[at].equals(key)) {
                return Optional.of(tags[at + 1]);
            }
        }
        return Optional.empty();
    }
}
