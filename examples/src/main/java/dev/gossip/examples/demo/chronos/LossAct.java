package dev.gossip.examples.demo.chronos;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.examples.demo.chronos.Miner.Made;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
        List<Duration> slowest = new ArrayList<>();
        for (int i = 0; i < DemoSettings.LOSSY_BLOCKS; i++) {
            Made one = miner.make(makers.get(i % makers.size()));
            stage.signals()
                    .await(
                            "B2, every node has a block although frames are lost",
                            DemoSettings.PATIENCE,
                            () -> one.isHeldBy(nodes));
            slowest.add(one.slowest(nodes));
        }
        nodes.forEach(node -> node.traffic().lose(0));
        Collections.sort(slowest);
        Duration ninth = slowest.get(slowest.size() * 9 / 10 - 1);
        Duration worst = slowest.get(slowest.size() - 1);
        long lost = nodes.stream().mapToLong(node -> node.traffic().lost()).sum();
        long frames = frames(nodes) - framesBefore;
        long bar = DemoSettings.slowestWithLoss(network.hop()).toMillis();
        stage.findings()
                .of("b2")
                .put("blocks", DemoSettings.LOSSY_BLOCKS)
                .put("frames", frames)
                .put("lostFrames", lost)
                .put("lastNodeNinthOfTenMillis", ninth.toMillis())
                .put("lastNodeWorstMillis", worst.toMillis())
                .put("lastNodeBarMillis", bar);
        stage.timeline()
                .say("B2: " + lost + " of " + frames + " frames lost; nine of " + DemoSettings.LOSSY_BLOCKS
                        + " blocks at every node within " + ninth.toMillis() + " ms (bar " + bar + " ms), all within "
                        + worst.toMillis() + " ms");
        unless(lost > 0, "frames are lost: none was");
        unless(
                ninth.toMillis() <= bar,
                "B2, every node has nine blocks of ten within " + bar + " ms: " + ninth.toMillis() + " ms");
    }

    private static long frames(List<DemoNode> nodes) {
        return nodes.stream().mapToLong(node -> node.traffic().frames()).sum();
    }
}
