package dev.gossip.examples.demo;

import dev.gossip.api.GossipNode;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a node dropped, for a table. */
public final class DropCounts {

    private DropCounts() {}

    /** Each reason with its count, in the order of their names. */
    public static String of(GossipNode node) {
        return new TreeMap<>(node.describe().drops())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
