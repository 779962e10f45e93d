package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Peer;
import dev.gossip.examples.demo.DropCounts;
import dev.gossip.examples.demo.Timeline;
import java.util.List;

/** How every node stands at the end. */
final class NodeTable {

    private static final String ROW = "%-8s %8s %6s %13s  %s";

    private NodeTable() {}

    static void print(List<DemoNode> nodes, Timeline timeline) {
        timeline.plain("");
        timeline.plain(String.format(ROW, "node", "sends to", "heard", "upload, bytes", "drops by reason"));
        for (DemoNode node : nodes) {
            timeline.plain(node.isUp() ? row(node) : String.format(ROW, node, "down", "", "", ""));
        }
    }

    private static String row(DemoNode node) {
        return String.format(
                ROW,
                node,
                node.life().node().peers().all().stream()
                        .filter(Peer::connected)
                        .count(),
                node.inbox().count(""),
                node.uplink().sentBytes(),
                DropCounts.of(node.life().node()));
    }
}
