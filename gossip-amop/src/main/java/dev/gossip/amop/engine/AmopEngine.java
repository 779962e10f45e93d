package dev.gossip.amop.engine;

import dev.gossip.amop.AmopConfig;
import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopDrops;
import dev.gossip.amop.AmopRefusedException;
import dev.gossip.amop.AmopResult;
import dev.gossip.amop.AmopStatus;
import dev.gossip.amop.PrivateNames;
import dev.gossip.amop.TopicHolder;
import dev.gossip.amop.engine.Network.Outgoing;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.AmopFailure.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Topics of this node and of others, and how messages find their subscribers. Runs on one lane. */
public final class AmopEngine {

    private static final String TOO_MUCH = "the publisher is over its limit of bandwidth; the same may pass later";

    private final AmopConfig config;
    private final Network network;
    private final Runnable changed;
    private final LocalTopics local;
    private final RemoteTopics remote;
    private final Trust.Budget challenges;
    private final Map<LocalClient, Map<String, Trust>> trusts = new LinkedHashMap<>();

    /** @param changed runs whenever {@link #sequence} has changed */
    public AmopEngine(AmopConfig config, Network network, Runnable changed) {
        this.config = config;
        this.network = network;
        this.changed = changed;
        this.local = new LocalTopics(config.limits(), network);
        this.remote = new RemoteTopics(config.limits(), network);
        this.challenges = new Trust.Budget(config.limits().challenges());
    }

    /** @return why the client is refused */
    public Optional<String> open(LocalClient client) {
        return local.open(client);
    }

    /** Replaces a client's topics. @return the refused ones, each with the reason */
    public Map<String, String> topics(LocalClient client, Collection<String> topics) {
        Map<String, String> refused = watchingSequence(() -> local.replace(client, topics));
        keepTrusts(client);
        return refused;
    }

    /** The client is gone. */
    public void close(LocalClient client) {
        watchingSequence(() -> {
            local.close(client);
            return true;
        });
        trusts.remove(client);
        reviewProofs(false);
    }

    private <T> T watchingSequence(Supplier<T> change) {
        long before = local.sequence();
        T result = change.get();
        if (local.sequence() != before) {
            changed.run();
        }
        return result;
    }

    /** A client publishes to those private topics whose push topic it has. */
    private void keepTrusts(LocalClient client) {
        Map<String, Trust> mine = new LinkedHashMap<>();
        Map<String, Trust> before = trusts.getOrDefault(client, Map.of());
        for (String topic : client.topics) {
            PrivateNames.pushed(topic)
                    .ifPresent(name -> mine.put(
                            name,
                            before.containsKey(name)
                                    ? before.get(name)
                                    : new Trust(name, client, remote, local, network, config, challenges)));
        }
        if (mine.isEmpty()) {
            trusts.remove(client);
        } else {
            trusts.put(client, mine);
        }
        reviewProofs(false);
    }

    /** Challenges subscribers of private topics that were not challenged yet. @param again also those that failed */
    public void reviewProofs(boolean again) {
        trusts.values().forEach(mine -> mine.values().forEach(trust -> trust.review(again)));
    }

    /** A node has these topics and no others. */
    public void learnt(RemoteNode node, Collection<String> topics) {
        remote.learnt(node, topics);
        reviewProofs(false);
    }

    /** A node is no longer reachable. */
    public void lost(RemoteNode node) {
        remote.lost(node);
        reviewProofs(false);
    }

    /** To one subscriber. @return completes normally, once, on the lane */
    public CompletionStage<AmopResult> publish(LocalClient publisher, Outgoing message) {
        return choose(publisher, message).whenComplete((result, failure) -> network.ended(result));
    }

    private CompletionStage<AmopResult> choose(LocalClient publisher, Outgoing message) {
        Optional<AmopResult> refusal = refusal(message);
        if (refusal.isPresent()) {
            return CompletableFuture.completedStage(refusal.get());
        }
        Audience audience = audience(publisher, message.topic());
        if (audience.isEmpty()) {
            return CompletableFuture.completedStage(audience.nobody(message.topic()));
        }
        if (!publisher.client().mayPublish(message.data().length())) {
            return CompletableFuture.completedStage(AmopResult.failed(Reason.CONGESTED, TOO_MUCH));
        }
        // Nodes are equally likely, as nobody knows how many subscribers each has; this node is one of them.
        List<Optional<RemoteNode>> nodes = new ArrayList<>();
        audience.nodes.forEach(node -> nodes.add(Optional.of(node)));
        if (!audience.clients.isEmpty()) {
            nodes.add(Optional.empty());
        }
        return Attempts.run(
                network.lane(),
                network.random(),
                nodes,
                config.publishTimeout(),
                node -> node.isPresent()
                        ? network.request(node.get(), message, config.nodeTimeout())
                        : toOne(audience.clients, delivery(message, false, Optional.empty())));
    }

    /**
     * To all subscribers.
     *
     * @return nodes and local subscribers to which it was handed
     * @throws AmopRefusedException if the publisher may not send that much now
     */
    public int multicast(LocalClient publisher, Outgoing message) {
        if (refusal(message).isPresent()) {
            return 0;
        }
        Audience audience = audience(publisher, message.topic());
        if (!audience.isEmpty()
                && !publisher.client().mayPublish((long) message.data().length() * audience.targets())) {
            throw new AmopRefusedException(Reason.CONGESTED, TOO_MUCH);
        }
        int handed = 0;
        for (RemoteNode node : audience.nodes) {
            handed += network.send(node, message) ? 1 : 0;
        }
        AmopDelivery delivery = delivery(message, true, Optional.empty());
        audience.clients.forEach(client -> hand(client, delivery));
        return handed + audience.clients.size();
    }

    private Optional<AmopResult> refusal(Outgoing message) {
        int size = message.data().length();
        if (size > config.limits().dataBytes()) {
            return Optional.of(AmopResult.failed(
                    Reason.TOO_LARGE,
                    size + " bytes are above the limit of " + config.limits().dataBytes() + " (dataBytes)"));
        }
        return TopicRules.problem(message.topic(), config.limits().topicBytes())
                .map(problem -> AmopResult.failed(Reason.FAILED, problem));
    }

    private Audience audience(LocalClient publisher, String topic) {
        List<RemoteNode> nodes = remote.holders(topic);
        List<LocalClient> clients = local.holders(topic);
        if (!PrivateNames.isPrivate(topic)) {
            return new Audience(nodes, clients, false);
        }
        Optional<Trust> trust =
                Optional.ofNullable(trusts.getOrDefault(publisher, Map.of()).get(topic));
        return new Audience(
                only(nodes, node -> trust.filter(some -> some.includes(node)).isPresent()),
                only(
                        clients,
                        client -> trust.filter(some -> some.includes(client)).isPresent()),
                !nodes.isEmpty() || !clients.isEmpty());
    }

    private static <T> List<T> only(List<T> all, Predicate<T> rule) {
        return all.stream().filter(rule).toList();
    }

    /** Another node asks one of our subscribers. @return completes normally, once, on the lane */
    public CompletionStage<AmopResult> requested(RemoteNode from, Outgoing message) {
        Optional<AmopResult> refusal = refusal(message);
        Audience audience = hearers(message.topic());
        if (refusal.isPresent() || audience.isEmpty()) {
            return CompletableFuture.completedStage(refusal.orElseGet(() -> audience.nobody(message.topic())));
        }
        return toOne(audience.clients, delivery(message, false, Optional.of(from.id())));
    }

    /** Another node tells all our subscribers. @return whether there is one */
    public boolean told(RemoteNode from, Outgoing message) {
        Audience audience = hearers(message.topic());
        if (refusal(message).isPresent() || audience.isEmpty()) {
            network.dropped(from, AmopDrops.NO_SUBSCRIBER, message.topic());
            return false;
        }
        AmopDelivery delivery = delivery(message, true, Optional.of(from.id()));
        audience.clients.forEach(client -> hand(client, delivery));
        return true;
    }

    /** Of a private topic, those who were challenged: a publisher elsewhere cannot choose among ours. */
    private Audience hearers(String topic) {
        List<LocalClient> clients = local.holders(topic);
        if (!PrivateNames.isPrivate(topic)) {
            return new Audience(List.of(), clients, false);
        }
        return new Audience(
                List.of(),
                only(
                        clients,
                        client ->
                                !Challenges.of(topic, client.answeredChallenges).isEmpty()),
                !clients.isEmpty());
    }

    /** Sends a challenge to the subscriber behind a challenge topic at exactly this node. */
    public CompletionStage<AmopResult> challenge(NodeId node, String challengeTopic, Bytes data) {
        Outgoing message = new Outgoing(challengeTopic, data, Attributes.empty());
        if (node.equals(network.self())) {
            Audience here = hearers(challengeTopic);
            return here.isEmpty()
                    ? CompletableFuture.completedStage(here.nobody(challengeTopic))
                    : toOne(here.clients, delivery(message, false, Optional.empty()));
        }
        return remote.holders(challengeTopic).stream()
                .filter(holder -> holder.id().equals(node))
                .findFirst()
                .map(holder -> network.request(holder, message, config.verifyTimeout()))
                .orElseGet(() -> CompletableFuture.completedStage(
                        AmopResult.failed(Reason.NO_SUBSCRIBER, "the node has no such topic any longer")));
    }

    private CompletionStage<AmopResult> toOne(List<LocalClient> clients, AmopDelivery delivery) {
        return Attempts.run(
                network.lane(),
                network.random(),
                clients,
                config.nodeTimeout(),
                client -> hand(client, delivery).thenApply(result -> {
                    if (result.isAnswered()) {
                        noteChallenge(client, delivery.topic());
                    }
                    return result;
                }));
    }

    /** Who shares a challenge topic could have another one answer for it, so it counts for nobody then. */
    private void noteChallenge(LocalClient client, String topic) {
        if (PrivateNames.challenged(topic).isPresent() && local.holders(topic).equals(List.of(client))) {
            client.answeredChallenges.add(topic);
        }
    }

    private CompletionStage<AmopResult> hand(LocalClient client, AmopDelivery delivery) {
        long before = client.dropped();
        CompletionStage<AmopResult> result = client.deliver(delivery, config.subscriberTimeout());
        if (client.dropped() != before) {
            network.dropped(
                    AmopDrops.SLOW_SUBSCRIBER,
                    "a subscriber of " + delivery.topic() + " has not answered " + client.pending()
                            + " messages (limits subscriberQueue and subscriberBytes)");
        }
        return result;
    }

    private static AmopDelivery delivery(Outgoing message, boolean multicast, Optional<NodeId> from) {
        return new AmopDelivery(message.topic(), message.data(), multicast, from, message.attributes());
    }

    /** The number of our topic list. */
    public long sequence() {
        return local.sequence();
    }

    /** Our topics. */
    public List<String> topics() {
        return local.topics();
    }

    /** How it fares. */
    public AmopStatus status(int pending) {
        return new AmopStatus(
                local.sequence(), Set.copyOf(local.topics()), remote.nodes(), remote.size(), local.clients(), pending);
    }

    /** Our own topics, then those of other nodes; at most {@code most} pairs. */
    public List<TopicHolder> holders(int most) {
        return Stream.concat(
                        local.topics().stream().map(topic -> new TopicHolder(topic, network.self())), remote.holders())
                .limit(most)
                .toList();
    }

    /** @param others whether there are subscribers that may not hear it */
    private record Audience(List<RemoteNode> nodes, List<LocalClient> clients, boolean others) {

        boolean isEmpty() {
            return nodes.isEmpty() && clients.isEmpty();
        }

        /** Nodes that it goes to, this one included. */
        int targets() {
            return nodes.size() + (clients.isEmpty() ? 0 : 1);
        }

        AmopResult nobody(String topic) {
            return others
                    ? AmopResult.failed(Reason.UNVERIFIED, "no subscriber of " + topic + " has proven who it is")
                    : AmopResult.failed(Reason.NO_SUBSCRIBER, "nobody subscribes to " + topic);
        }
    }
}
