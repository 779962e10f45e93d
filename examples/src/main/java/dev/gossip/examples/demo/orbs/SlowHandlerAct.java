package dev.gossip.examples.demo.orbs;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsSubscription;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service that blocks delays its own topic only. */
final class SlowHandlerAct {

    private static final int SYNC_RESPONSE = 4;
    private static final int SLOW_MESSAGES = 5;
    private static final int QUICK_MESSAGES = 50;
    private static final String SLOW = "slow ";
    private static final String QUICK = "quick ";

    private final Stage stage;

    SlowHandlerAct(Stage stage) {
        this.stage = stage;
    }

    void play(List<DemoNode> members) {
        DemoNode sender = members.get(0);
        DemoNode node = members.get(1);
        OrbsPeer peer = node.life().peer();
        CountDownLatch release = new CountDownLatch(1);
        long slowest;
        int waiting;
        OrbsSubscription slow = peer.subscribe(OrbsTopic.BLOCK_SYNC, "slow", message -> release.await());
        try {
            for (int number = 1; number <= SLOW_MESSAGES; number++) {
                sender.send(OrbsTopic.BLOCK_SYNC, SYNC_RESPONSE, Recipients.only(node.id()), SLOW + number);
            }
            stage.signals()
                    .await(
                            "a blocked service holds up its own topic",
                            DemoSettings.PATIENCE,
                            () -> peer.waiting(OrbsTopic.BLOCK_SYNC) == SLOW_MESSAGES - 1);
            slowest = slowest(sender, node);
            waiting = peer.waiting(OrbsTopic.BLOCK_SYNC);
        } finally {
            slow.close();
            release.countDown();
        }
        stage.signals()
                .await(
                        "the blocked topic goes on once its service does",
                        DemoSettings.PATIENCE,
                        () -> node.inbox().count(SLOW) == SLOW_MESSAGES);
        double millis = TimeUnit.NANOSECONDS.toMicros(slowest) / 1_000.0;
        stage.findings()
                .of("slowHandler")
                .put("waitingBehindIt", waiting)
                .put("otherTopicDelivered", node.inbox().count(QUICK))
                .put("otherTopicSlowestMillis", millis)
                .put("deliveredAfterwards", node.inbox().count(SLOW));
        unless(
                waiting == SLOW_MESSAGES - 1,
                "the service was blocked all the time: " + waiting + " messages waited behind it");
        unless(node.inbox().hasSeries(SLOW, SLOW_MESSAGES), "what waited is heard afterwards, once and in order");
        stage.timeline()
                .say("a service of " + node + " blocks, " + waiting + " messages wait behind it; meanwhile "
                        + QUICK_MESSAGES + " of another topic arrived, the slowest after " + millis + " ms");
    }

    /** Sends one after the other and measures each. */
    private long slowest(DemoNode sender, DemoNode node) {
        long slowest = 0;
        for (int number = 1; number <= QUICK_MESSAGES; number++) {
            String title = QUICK + number + ";";
            long start = stage.runtime().time().nanoTime();
            sender.send(OrbsTopic.LEAN_HELIX, 0, Recipients.only(node.id()), title);
            stage.signals()
                    .await(
                            "another topic is heard while a service blocks",
                            DemoSettings.PATIENCE,
                            () -> node.inbox().count(title) == 1);
            slowest = Math.max(slowest, node.inbox().titled(title).get(0).nanos() - start);
        }
        return slowest;
    }
}
