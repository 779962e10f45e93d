package dev.gossip.examples.demo.chronos;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.examples.demo.chronos.Miner.Made;
import java.time.Duration;
import java.util.List;

/** A tenth of all frames is lost, questions and answers alike; every node still has every block soon. Bar B2. */
final class LossAct {

    private final Stage stage;
    private final Miner miner;

    LossAct(Stage stage, Miner miner) {
        this.stage = stage;
        this.miner = miner;
    }

    void play(DemoNetwork network) {
        List<DemoNode> nodes = network.nodes();
        List<DemoNode> makers = nodes.stream().filter(DemoNode::broadcasting).toList();
        network.measureHops();
        nodes.forEach(node -> node.traffic().lose(DemoSettings.LOSS));
        long framesBefore = frames(nodes);
        Duration worst = Duration.ZERO;
        for (int i = 0; i < DemoSettings.LOSSY_BLOCKS; i++) {
            Made one = miner.make(makers.get(i % makers.size()));
            stage.signals()
                    .await(
                            "B2, every node has a block although frames are lost",
                            DemoSettings.PATIENCE,
                            () -> one.isHeldBy(nodes));
            Duration took = one.slowest(nodes);
            worst = took.compareTo(worst) > 0 ? took : worst;
        }
        nodes.forEach(node -> node.traffic().lose(0));
        long lost = nodes.stream().mapToLong(node -> node.traffic().lost()).sum();
        long frames = frames(nodes) - framesBefore;
        long bar = DemoSettings.slowestWithLoss(network.hop()).toMillis();
        stage.findings()
                .of("b2")
                .put("blocks", DemoSettings.LOSSY_BLOCKS)
                .put("frames", frames)
                .put("lostFrames", lost)
                .put("lastNodeWorstMillis", worst.toMillis())
                .put("lastNodeBarMillis", bar);
        stage.timeline()
                .say("B2: " + lost + " of " + frames + " frames lost; each of " + DemoSettings.LOSSY_BLOCKS
                        + " blocks at every node after at most " + worst.toMillis() + " ms (bar " + bar + " ms)");
        unless(lost > 0, "frames are lost: none was");
        unless(
                worst.toMillis() <= bar,
                "B2, every node has a block within " + bar + " ms: " + worst.toMillis() + " ms");
    }

    private static long frames(List<DemoNode> nodes) {
        return nodes.stream().mapToLong(node -> node.traffic().frames()).sum();
    }
}
