package dev.gossip.amop.engine;

import dev.gossip.amop.AmopDrops;
import dev.gossip.amop.AmopLimits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which clients of this node have which topics; what we announce is their union. */
final class LocalTopics {

    private final AmopLimits limits;
    private final Network network;
    private final Map<String, Set<LocalClient>> byTopic = new LinkedHashMap<>();
    private int clients;
    private long sequence = 1;

    LocalTopics(AmopLimits limits, Network network) {
        this.limits = limits;
        this.network = network;
    }

    /** @return why the client is refused */
    Optional<String> open(LocalClient client) {
        if (clients >= limits.clients()) {
            return Optional.of("this node has " + clients + " subscribers and sessions already (limit clients)");
        }
        clients++;
        client.open = true;
        return Optional.empty();
    }

    /** @return the refused topics, each with the reason */
    Map<String, String> replace(LocalClient client, Collection<String> wanted) {
        Map<String, String> refused = new LinkedHashMap<>();
        if (!client.open) {
            wanted.forEach(topic -> refused.put(topic, "the subscriber is closed"));
            return refused;
        }
        Set<String> kept = new LinkedHashSet<>();
        Set<String> before = Set.copyOf(client.topics);
        int room = limits.topicsPerNode()
                - byTopic.size()
                + (int) before.stream().filter(this::isOnlyOf).count();
        for (String topic : wanted) {
            Optional<String> problem = TopicRules.problem(topic, limits.topicBytes());
            boolean isNew =
                    !kept.contains(topic) && (!byTopic.containsKey(topic) || before.contains(topic) && isOnlyOf(topic));
            if (problem.isPresent()) {
                refuse(refused, topic, problem.get());
            } else if (kept.size() >= limits.topicsPerClient() && !kept.contains(topic)) {
                refuse(
                        refused,
                        topic,
                        "a subscriber may have " + limits.topicsPerClient() + " topics (topicsPerClient)");
            } else if (isNew && room <= 0) {
                refuse(refused, topic, "this node announces " + limits.topicsPerNode() + " topics (topicsPerNode)");
            } else if (kept.add(topic) && isNew) {
                room--;
            }
        }
        count(refused);
        apply(client, before, kept);
        return refused;
    }

    private boolean isOnlyOf(String topic) {
        return byTopic.getOrDefault(topic, Set.of()).size() == 1;
    }

    /** What is refused is remembered to be told, so this is bounded too. */
    private void refuse(Map<String, String> refused, String topic, String reason) {
        if (refused.size() < limits.topicsPerClient()) {
            refused.put(topic, reason);
        }
    }

    private void count(Map<String, String> refused) {
        if (!refused.isEmpty()) {
            network.dropped(
                    AmopDrops.TOO_MANY_TOPICS,
                    refused.size() + " topics of a subscriber: "
                            + refused.values().iterator().next());
        }
    }

    private void apply(LocalClient client, Set<String> before, Set<String> after) {
        boolean changed = false;
        for (String topic : before) {
            if (!after.contains(topic)) {
                changed |= byTopic.computeIfPresent(topic, (key, holders) -> {
                            holders.remove(client);
                            return holders.isEmpty() ? null : holders;
                        })
                        == null;
            }
        }
        for (String topic : after) {
            changed |= !byTopic.containsKey(topic);
            byTopic.computeIfAbsent(topic, key -> new LinkedHashSet<>()).add(client);
        }
        client.topics.clear();
        client.topics.addAll(after);
        client.answeredChallenges.retainAll(after);
        if (changed) {
            sequence++;
        }
    }

    void close(LocalClient client) {
        if (client.open) {
            apply(client, Set.copyOf(client.topics), Set.of());
            client.close();
            clients--;
        }
    }

    List<LocalClient> holders(String topic) {
        return List.copyOf(byTopic.getOrDefault(topic, Set.of()));
    }

    long sequence() {
        return sequence;
    }

    List<String> topics() {
        return List.copyOf(byTopic.keySet());
    }

    int clients() {
        return clients;
    }
}
