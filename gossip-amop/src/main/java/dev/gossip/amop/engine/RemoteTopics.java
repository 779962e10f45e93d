package dev.gossip.amop.engine;

import dev.gossip.amop.AmopDrops;
import dev.gossip.amop.AmopLimits;
import dev.gossip.amop.PrivateNames;
import dev.gossip.amop.TopicHolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which other nodes have which topics. */
final class RemoteTopics {

    private final AmopLimits limits;
    private final Network network;
    private final Map<RemoteNode, Set<String>> byNode = new LinkedHashMap<>();
    private final Map<String, Set<RemoteNode>> byTopic = new HashMap<>();
    private final Map<RemoteNode, Map<String, List<String>>> challenges = new HashMap<>();
    private int total;

    RemoteTopics(AmopLimits limits, Network network) {
        this.limits = limits;
        this.network = network;
    }

    /** Replaces what is known of a node. What is not allowed or too much is left out and counted. */
    void learnt(RemoteNode node, Collection<String> topics) {
        lost(node);
        Set<String> kept = new LinkedHashSet<>();
        int bad = 0;
        int excess = 0;
        for (String topic : topics) {
            if (TopicRules.problem(topic, limits.topicBytes()).isPresent()) {
                bad++;
            } else if (kept.size() >= limits.topicsPerNode() || total + kept.size() >= limits.topics()) {
                excess++;
            } else {
                kept.add(topic);
            }
        }
        if (!kept.isEmpty()) {
            byNode.put(node, kept);
            total += kept.size();
            kept.forEach(topic -> index(node, topic));
        }
        if (bad > 0) {
            network.dropped(node, AmopDrops.BAD_TOPIC, bad + " topics of its list");
        }
        if (excess > 0) {
            network.dropped(
                    node,
                    AmopDrops.TOO_MANY_TOPICS,
                    excess + " topics of its list are above " + limits.topicsPerNode()
                            + " (topicsPerNode) or, with all others, " + limits.topics() + " (topics)");
        }
    }

    private void index(RemoteNode node, String topic) {
        byTopic.computeIfAbsent(topic, key -> new LinkedHashSet<>()).add(node);
        PrivateNames.challenged(topic)
                .ifPresent(name -> challenges
                        .computeIfAbsent(node, key -> new HashMap<>())
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(topic));
    }

    /** Forgets a node. */
    void lost(RemoteNode node) {
        challenges.remove(node);
        Set<String> before = byNode.remove(node);
        if (before == null) {
            return;
        }
        total -= before.size();
        for (String topic : before) {
            byTopic.computeIfPresent(topic, (key, nodes) -> {
                nodes.remove(node);
                return nodes.isEmpty() ? null : nodes;
            });
        }
    }

    /** The nodes that have a topic; a node that several endpoints know counts once. */
    List<RemoteNode> holders(String topic) {
        Map<Object, RemoteNode> once = new LinkedHashMap<>();
        byTopic.getOrDefault(topic, Set.of()).forEach(node -> once.putIfAbsent(node.id(), node));
        return List.copyOf(once.values());
    }

    /** Challenge topics of a private topic at a node; none if there are more than anybody could challenge. */
    List<String> challengeTopics(RemoteNode node, String privateName) {
        List<String> all = challenges.getOrDefault(node, Map.of()).getOrDefault(privateName, List.of());
        return all.size() > limits.challenges() ? List.of() : all;
    }

    /** Every topic of every node. */
    Stream<TopicHolder> holders() {
        return byNode.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(topic -> new TopicHolder(topic, entry.getKey().id())));
    }

    int nodes() {
        return byNode.size();
    }

    int size() {
        return total;
    }
}
