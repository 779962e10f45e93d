package dev.gossip.examples.demo.fisco;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;
import java.io.PrintWriter;

/**
 * Plays all acts and judges them. Nothing outside this process is needed or touched but loopback sockets; the real SDK, if
 * this machine can have it, runs in processes of its own.
 */
public final class FiscoDemo {

    private final PrintWriter out;

    /** @param out where the timeline, the table and the verdict go */
    public FiscoDemo(PrintWriter out) {
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
            Signals signals = new Signals(runtime.time());
            try (DemoNetwork network = new DemoNetwork(runtime, signals)) {
                Stage stage = new Stage(runtime, network, signals, timeline, findings);
                try (SdkAct sdk = new SdkAct(stage)) {
                    try {
                        play(stage, sdk);
                    } catch (BrokenPromise | GossipException e) {
                        findings.broken(String.valueOf(e.getMessage()));
                    }
                    NodeTable.print(stage);
                }
            }
            return verdict(timeline, findings);
        }
    }

    private static void play(Stage stage, SdkAct sdk) {
        Timeline timeline = stage.timeline();
        timeline.say("a ring of " + DemoSettings.RING + " nodes of generation 3 and " + DemoSettings.PAIR
                + " of generation 2, certificates made just now, TLS on loopback");
        timeline.say(DemoSettings.describe());
        SyncAct sync = new SyncAct(stage);
        UnicastAct unicast = new UnicastAct(stage);
        MulticastAct multicast = new MulticastAct(stage);
        FailoverAct failover = new FailoverAct(stage);
        RerouteAct reroute = new RerouteAct(stage, sync, unicast);
        stage.network().start();
        timeline.chapter("1. Nodes learn routes and topics");
        sync.play();
        timeline.chapter("2. One subscriber, over one hop and two");
        unicast.play();
        timeline.chapter("3. All subscribers, once each");
        multicast.play();
        timeline.chapter("4. A subscriber that fails, and one that is not admitted");
        failover.play();
        new PrivateTopicAct(stage).play();
        timeline.chapter("5. Nodes of a consensus group");
        new GroupAct(stage).play();
        timeline.chapter("6. Generation 2");
        new Generation2Act(stage).play();
        timeline.chapter("7. The real SDKs");
        sdk.play(multicast);
        timeline.chapter("8. A node is killed and routed around");
        reroute.play(sdk::again);
        timeline.chapter("All promises once more, now that everything has happened");
        reroute.settle();
        multicast.check();
        timeline.say("no node heard a multicast twice");
    }

    private static ObjectNode verdict(Timeline timeline, Findings findings) {
        double seconds = timeline.elapsed().toMillis() / 1000.0;
        timeline.plain(findings.failure()
                .map(promise -> String.format("demo fisco: FAIL after %.1f s, broken promise: %s", seconds, promise))
                .orElseGet(() -> String.format("demo fisco: PASS in %.1f s", seconds)));
        return findings.json(timeline.elapsed());
    }
}
