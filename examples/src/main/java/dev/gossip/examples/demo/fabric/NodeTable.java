package dev.gossip.examples.demo.fabric;

import dev.gossip.examples.demo.DropCounts;
import dev.gossip.examples.demo.Timeline;
import dev.gossip.state.Source;
import java.util.List;

/** How every node stands at the end. */
final class NodeTable {

    private static final String ROW = "%-12s %-8s %7s %6s  %4s %4s %5s %4s  %s";

    private NodeTable() {}

    static void print(List<DemoNode> nodes, Timeline timeline) {
        timeline.plain("");
        timeline.plain(String.format(
                ROW, "node", "org", "members", "height", "push", "pull", "state", "own", "drops by reason"));
        for (DemoNode node : nodes) {
            timeline.plain(
                    node.isUp()
                            ? row(node)
                            : String.format(ROW, node, node.organisation(), "down", "", "", "", "", "", ""));
        }
        timeline.plain("");
    }

    /** A node's members include itself. */
    private static String row(DemoNode node) {
        CommitLog log = node.log();
        return String.format(
                ROW,
                node,
                node.organisation(),
                node.alive().size() + 1,
                node.life().channel().height(),
                log.by(Source.PUSH),
                log.by(Source.PULL),
                log.by(Source.TRANSFER),
                log.by(Source.OWN),
                DropCounts.of(node.life().node()));
    }
}
