package dev.gossip.examples.demo.fisco;

import dev.gossip.amop.AmopStatus;
import dev.gossip.examples.demo.DropCounts;
import dev.gossip.examples.demo.Timeline;
import java.util.stream.Collectors;

/** How every node stands at the end. */
final class NodeTable {

    private static final String ROW = "%-6s %3s %5s  %-11s %6s %9s %4s  %s";

    private NodeTable() {}

    static void print(Stage stage) {
        Timeline timeline = stage.timeline();
        timeline.plain("");
        timeline.plain(
                String.format(ROW, "node", "gen", "links", "hops", "topics", "of others", "SDKs", "drops by reason"));
        for (DemoNode node : stage.network().all()) {
            timeline.plain(node.isUp() ? row(node) : String.format(ROW, node, "down", "", "", "", "", "", ""));
        }
        timeline.plain("real SDK: " + stage.findings().sdk());
        timeline.plain("");
    }

    private static String row(DemoNode node) {
        AmopStatus topics = node.topics();
        return String.format(
                ROW,
                node,
                node.generation(),
                node.links(),
                node.life().peer().routes().values().stream()
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ")),
                topics.topics().size(),
                topics.remoteTopics(),
                node.life().peer().sdks().size(),
                DropCounts.of(node.life().node()));
    }
}
