package dev.gossip.examples.demo.fabric;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;
import java.io.PrintWriter;
import java.util.List;

/** Plays all acts and judges them. Nothing outside this process is needed or touched but loopback sockets. */
public final class FabricDemo {

    private static final int ORG1_NODES = 5;
    private static final int ORG2_NODES = 2;

    private final PrintWriter out;

    /** @param out where the timeline, the table and the verdict go */
    public FabricDemo(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs the demonstration; every wait in it is bounded, and the first one that is in vain ends it.
     *
     * @return what was measured, with a {@code verdict} of {@code PASS} or {@code FAIL}
     */
    public ObjectNode run() {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            Timeline timeline = new Timeline(out, runtime.time());
            Findings findings = new Findings();
            RecordedBlocks blocks = RecordedBlocks.load();
            Refusals refusals = new Refusals();
            Signals signals = new Signals(runtime.time());
            try (DemoNetwork network = new DemoNetwork(runtime, signals, blocks, refusals)) {
                Stage stage = new Stage(network, blocks, refusals, signals, timeline, findings);
                try {
                    play(stage, runtime);
                } catch (BrokenPromise | GossipException e) {
                    findings.broken(String.valueOf(e.getMessage()));
                }
                NodeTable.print(network.nodes(), timeline);
                return verdict(stage);
            }
        }
    }

    private static void play(Stage stage, StandardRuntime runtime) {
        Timeline timeline = stage.timeline();
        timeline.say("two organisations, certificates made just now, TLS on loopback");
        timeline.say(DemoSettings.describe());
        for (int number = 0; number < ORG1_NODES; number++) {
            stage.network().add(DemoNetwork.ORG1, number);
        }
        for (int number = 0; number < ORG2_NODES; number++) {
            stage.network().add(DemoNetwork.ORG2, number);
        }
        PushAct push = new PushAct(stage);
        push.assemble();
        timeline.chapter("1. Blocks are pushed inside one organisation");
        push.play();
        push.checkOtherOrganisation();
        timeline.chapter("2. A late node catches up");
        new LateJoinerAct(stage).play();
        timeline.chapter("3. A node dies and returns");
        new DeathAct(stage).play(stage.network().of(DemoNetwork.ORG1).get(3));
        timeline.chapter("4. A hostile peer gets nowhere");
        new HostileAct(stage, runtime.time()).play();
        timeline.chapter("All promises once more, now that everything has happened");
        List<DemoNode> org1 = stage.network().of(DemoNetwork.ORG1);
        push.checkDeliveries(org1);
        push.checkOtherOrganisation();
        timeline.say("all " + org1.size() + " nodes of " + DemoNetwork.ORG1 + " delivered every block exactly once");
    }

    private static ObjectNode verdict(Stage stage) {
        Timeline timeline = stage.timeline();
        double seconds = timeline.elapsed().toMillis() / 1000.0;
        timeline.plain(stage.findings()
                .failure()
                .map(promise -> String.format("demo fabric: FAIL after %.1f s, broken promise: %s", seconds, promise))
                .orElseGet(() -> String.format("demo fabric: PASS in %.1f s", seconds)));
        return stage.findings().json(stage.network().nodes().size(), RecordedBlocks.COUNT, timeline.elapsed());
    }
}
