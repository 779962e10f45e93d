package dev.gossip.examples.demo.chronos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.demo.Findings;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;
import java.io.PrintWriter;

/** Plays all acts and judges them. Nothing outside this process is needed or touched but loopback sockets. */
public final class ChronosDemo {

    private static final int QUIET = 7;

    private final PrintWriter out;

    /** @param out where the timeline, the table and the verdict go */
    public ChronosDemo(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs the demonstration; every wait in it is bounded, and the first one that is in vain ends it.
     *
     * @return what was measured, with a {@code verdict} of {@code PASS} or {@code FAIL}
     */
    public ObjectNode run() {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            Stage stage =
                    new Stage(runtime, new Signals(runtime.time()), new Timeline(out, runtime.time()), new Findings());
            try {
                play(stage);
            } catch (BrokenPromise | GossipException e) {
                stage.findings().broken(String.valueOf(e.getMessage()));
            }
            return verdict(stage);
        }
    }

    private static void play(Stage stage) {
        Timeline timeline = stage.timeline();
        timeline.say(DemoSettings.NODES + " nodes on loopback, plain TCP as Chronos' own nodes use it");
        timeline.say(DemoSettings.describe());
        try (DemoNetwork network = new DemoNetwork(stage.runtime(), stage.signals(), DemoSettings.MESH)) {
            for (int number = 1; number <= DemoSettings.NODES; number++) {
                network.add(number != QUIET);
            }
            Miner miner = new Miner(stage.runtime().time());
            try {
                timeline.chapter("1. " + DemoSettings.BLOCKS + " blocks, a node that passes nothing on, a late joiner");
                new MeshAct(stage, miner).play(network);
                timeline.chapter("2. A tenth of all frames is lost");
                new LossAct(stage, miner).play(network);
            } finally {
                NodeTable.print(network.nodes(), timeline);
            }
        }
        timeline.chapter("3. A line of nodes that only pull");
        new LineAct(stage).play();
    }

    private static ObjectNode verdict(Stage stage) {
        Timeline timeline = stage.timeline();
        double seconds = timeline.elapsed().toMillis() / 1000.0;
        timeline.plain("");
        timeline.plain(stage.findings()
                .failure()
                .map(promise -> String.format("demo chronos: FAIL after %.1f s, broken promise: %s", seconds, promise))
                .orElseGet(() -> String.format("demo chronos: PASS in %.1f s", seconds)));
        return stage.findings().json(DemoSettings.NODES, timeline.elapsed());
    }
}
