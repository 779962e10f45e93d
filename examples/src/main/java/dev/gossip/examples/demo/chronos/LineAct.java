package dev.gossip.examples.demo.chronos;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.examples.demo.chronos.Miner.Made;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nobody broadcasts and each node knows two others: a block walks down the line by pulls alone, from the end that was started
 * last, which is the slow way because each node handshakes a little before the one that it asks has the block. Bar B3.
 */
final class LineAct {

    private final Stage stage;

    LineAct(Stage stage) {
        this.stage = stage;
    }

    void play() {
        try (DemoNetwork network = new DemoNetwork(stage.runtime(), stage.signals(), DemoSettings.LINE)) {
            IntStream.range(0, DemoSettings.NODES).forEach(number -> network.add(false));
            List<DemoNode> line = network.nodes();
            for (int i = 0; i < line.size(); i++) {
                network.start(line.get(i), line.subList(Math.max(0, i - 1), Math.min(line.size(), i + 2)));
            }
            int links = 2 * line.size() - 2;
            stage.signals()
                    .await(
                            "neighbours in a line ask each other",
                            DemoSettings.PATIENCE,
                            () -> line.stream().mapToLong(DemoNode::linked).sum() == links);
            DemoNode maker = line.get(line.size() - 1);
            Made one = new Miner(stage.runtime().time()).make(maker);
            stage.signals()
                    .await(
                            maker + " commits its block",
                            DemoSettings.PATIENCE,
                            () -> maker.life().peer().height() == 0);
            network.measureHops();
            long start = stage.runtime().time().nanoTime();
            stage.signals()
                    .await(
                            "B3, a block reaches the other end of the line by pulls",
                            DemoSettings.PATIENCE,
                            () -> one.isHeldBy(line));
            Duration took = Duration.ofNanos(stage.runtime().time().nanoTime() - start);
            judge(line, took, network.hop());
        }
    }

    private void judge(List<DemoNode> line, Duration took, Duration hop) {
        long news = line.stream().mapToLong(node -> node.traffic().news()).sum();
        long bar = DemoSettings.slowestLine(hop).toMillis();
        stage.findings()
                .of("b3")
                .put("nodes", line.size())
                .put("hops", line.size() - 1)
                .put("blocksAndHashesSent", news)
                .put("convergedAfterMillis", took.toMillis())
                .put("convergedBarMillis", bar);
        stage.timeline()
                .say("B3: a block passed " + (line.size() - 1) + " hops by pulls in " + took.toMillis() + " ms (bar "
                        + bar + " ms); nobody sent or announced it");
        unless(news == 0, "nobody broadcasts: " + news + " blocks and announcements were sent");
        unless(took.toMillis() <= bar, "B3, a line converges within " + bar + " ms: " + took.toMillis() + " ms");
    }
}
