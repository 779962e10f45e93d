package dev.gossip.examples.demo.orbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.demo.Findings;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.io.PrintWriter;
import java.util.List;

/** Plays all acts and judges them. Nothing outside this process is needed or touched but loopback sockets. */
public final class OrbsDemo {

    private final PrintWriter out;
    private final boolean tls;

    /**
     * @param out where the timeline, the table and the verdict go
     * @param tls whether nodes prove themselves by pinned keys
     */
    public OrbsDemo(PrintWriter out, boolean tls) {
        this.out = out;
        this.tls = tls;
    }

    /**
     * Runs the demonstration; every wait in it is bounded, and the first one that is in vain ends it.
     *
     * @return what was measured, with a {@code verdict} of {@code PASS} or {@code FAIL}
     */
    public ObjectNode run() {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            Stage stage = new Stage(
                    runtime, tls, new Signals(runtime.time()), new Timeline(out, runtime.time()), new Findings());
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
        timeline.say("one virtual chain on loopback, "
                + (stage.tls() ? "TLS with keys that the topology pins" : "plain TCP as Orbs' own nodes use it"));
        timeline.say(DemoSettings.describe());
        try (DemoNetwork network = new DemoNetwork(stage.runtime(), stage.signals(), stage.tls(), Forwarding.OFF)) {
            try {
                live(stage, network);
            } finally {
                NodeTable.print(network.nodes(), timeline);
            }
        }
        timeline.chapter("6. A message of 8 MiB, directly and forwarded");
        new LargeMessageAct(stage).play();
    }

    private static void live(Stage stage, DemoNetwork network) {
        Timeline timeline = stage.timeline();
        List<DemoNode> members = network.assemble();
        timeline.say(members.size() + " nodes run, each can send to each");
        timeline.chapter("1. All, a list, all but a list");
        new ModesAct(stage).play(members);
        timeline.chapter("2. The topology changes while messages flow");
        List<DemoNode> changed = new TopologyAct(stage).play(network, members);
        timeline.chapter("3. A node is killed and returns");
        new ReturnAct(stage).play(network, changed);
        timeline.chapter("4. A service blocks");
        new SlowHandlerAct(stage).play(changed);
        timeline.chapter("5. A passive node");
        new PassiveAct(stage).play(changed);
    }

    private static ObjectNode verdict(Stage stage) {
        Timeline timeline = stage.timeline();
        double seconds = timeline.elapsed().toMillis() / 1000.0;
        timeline.plain("");
        timeline.plain(stage.findings()
                .failure()
                .map(promise -> String.format("demo orbs: FAIL after %.1f s, broken promise: %s", seconds, promise))
                .orElseGet(() -> String.format("demo orbs: PASS in %.1f s", seconds)));
        return stage.findings().json(DemoSettings.NODES, timeline.elapsed()).put("tls", stage.tls());
    }
}
