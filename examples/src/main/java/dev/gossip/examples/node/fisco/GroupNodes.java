package dev.gossip.examples.node.fisco;

import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.fisco.group.Groups;
import dev.gossip.fisco.group.NodeKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The consensus nodes that this node serves, as the file names them: others find them here. Behind them is no ledger, so what they
 * are told is counted and not answered. Thread-safe.
 */
final class GroupNodes {

    private final Map<String, LongAdder> received = new TreeMap<>();

    /** @throws GossipException naming the key */
    GroupNodes(FiscoNodeConfig config, Groups groups) {
        for (int i = 0; i < config.groups().size(); i++) {
            FiscoNodeConfig.Group group = config.groups().get(i);
            String key = "groups[" + i + "].nodes";
            if (config.generation() == 2 && !group.nodes().isEmpty()) {
                throw new GossipException("key '" + key + "' is of use in generation 3 only");
            }
            LongAdder count = received.computeIfAbsent(group.name(), name -> new LongAdder());
            register(group.name(), ids(key, group.nodes()), key, groups, count);
        }
    }

    private static List<NodeId> ids(String key, List<String> texts) {
        return texts.stream()
                .map(text -> KeyValues.parsed(key, text, NodeId::fromHex, "128 hexadecimal digits each"))
                .toList();
    }

    private static void register(String group, List<NodeId> nodes, String key, Groups groups, LongAdder count) {
        try {
            nodes.forEach(id -> groups.register(group, id, NodeKind.CONSENSUS, delivery -> count.increment()));
        } catch (GossipException e) {
            throw new GossipException("key '" + key + "': " + e.getMessage(), e);
        }
    }

    /** How many messages the nodes of a group were told since the start. */
    long of(String group) {
        LongAdder count = received.get(group);
        return count == null ? 0 : count.sum();
    }
}
