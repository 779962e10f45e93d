package dev.gossip.examples.demo.chronos;

import dev.gossip.examples.demo.DropCounts;
import dev.gossip.examples.demo.Timeline;
import java.util.List;

/** How every node stands at the end. */
final class NodeTable {

    private static final String ROW = "%-8s %-8s %5s %6s %6s %6s %8s  %s";

    private NodeTable() {}

    static void print(List<DemoNode> nodes, Timeline timeline) {
        timeline.plain("");
        timeline.plain(
                String.format(ROW, "node", "", "links", "height", "pushed", "pulled", "frames", "drops by reason"));
        for (DemoNode node : nodes) {
            timeline.plain(node.isUp() ? row(node) : String.format(ROW, node, "down", "", "", "", "", "", ""));
        }
    }

    private static String row(DemoNode node) {
        int committed = node.ledger().committed().size();
        int pushed = node.ledger().received();
        return String.format(
                ROW,
                node,
                node.broadcasting() ? "" : "quiet",
                node.linked(),
                node.life().peer().height(),
                pushed,
                Math.max(0, committed - pushed),
                node.traffic().frames(),
                DropCounts.of(node.life().node()));
    }
}
