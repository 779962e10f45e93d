package dev.gossip.examples.demo.orbs;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.orbs.codec.OrbsTopic;
import java.time.Duration;
import java.util.List;

/** A node is killed and returns: it hears what is sent then, and nothing of what was sent meanwhile. */
final class ReturnAct {

    private static final int MESSAGES = 10;
    private static final String MEANWHILE = "meanwhile ";
    private static final String THEN = "then ";

    private final Stage stage;

    ReturnAct(Stage stage) {
        this.stage = stage;
    }

    void play(DemoNetwork network, List<DemoNode> members) {
        DemoNode sender = members.get(0);
        DemoNode victim = members.get(2);
        List<DemoNode> others = members.stream().filter(node -> node != victim).toList();
        victim.kill();
        Duration noticed = stage.signals()
                .await(
                        "everybody notices that " + victim + " is gone",
                        DemoSettings.PATIENCE,
                        () -> others.stream().noneMatch(node -> node.isLinkedTo(victim)));
        stage.timeline().say(victim + " is killed, all others have noticed after " + noticed.toMillis() + " ms");
        int refused = broadcast(sender, victim, MEANWHILE);

        victim.start(members);
        Duration back = stage.signals()
                .await(victim + " is linked again", DemoSettings.PATIENCE, () -> network.isComplete(members));
        broadcast(sender, victim, THEN);
        List<DemoNode> listeners = members.subList(1, members.size());
        stage.signals()
                .await(
                        "everybody hears what is sent after the return",
                        DemoSettings.PATIENCE,
                        () -> listeners.stream().allMatch(node -> node.inbox().count(THEN) >= MESSAGES));
        int late = victim.inbox().count(MEANWHILE);
        stage.findings()
                .of("killed")
                .put("noticedAfterMillis", noticed.toMillis())
                .put("sentMeanwhile", MESSAGES)
                .put("toldToSender", refused)
                .put("arrivedLater", late)
                .put("returnedAfterMillis", back.toMillis())
                .put("heardAfterReturn", victim.inbox().count(THEN));
        unless(refused == MESSAGES, "every send says that " + victim + " has no link: " + refused + " did");
        unless(late == 0, "nothing old arrives at " + victim + ": " + late + " messages did");
        unless(
                listeners.stream()
                        .allMatch(node -> node == victim || node.inbox().hasSeries(MEANWHILE, MESSAGES)),
                "all others hear what is sent meanwhile, once and in order");
        unless(
                listeners.stream().allMatch(node -> node.inbox().hasSeries(THEN, MESSAGES)),
                "everybody hears what is sent after the return, once and in order");
        stage.timeline()
                .say(victim + " returns, linked with everybody after " + back.toMillis() + " ms; it hears " + MESSAGES
                        + " of " + MESSAGES + " new messages and none of the " + MESSAGES + " sent meanwhile");
    }

    /** @return how often the sender was told that there is no link to {@code victim} */
    private static int broadcast(DemoNode sender, DemoNode victim, String title) {
        int closed = 0;
        for (int number = 1; number <= MESSAGES; number++) {
            SendResult result = sender.send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, title + number)
                    .get(victim.id());
            closed += result == SendResult.CLOSED ? 1 : 0;
        }
        return closed;
    }
}
