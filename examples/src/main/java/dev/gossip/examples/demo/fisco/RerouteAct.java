package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.amop.AmopResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The node in the middle of a way is killed while messages flow; they go the other way round the ring, until it is back. */
final class RerouteAct {

    private static final String HELD = "held";
    private static final String ANSWER = "taken over";
    private static final int QUESTIONS = 12;
    /** A call that went into the dying node is not waited for before the next one is tried. */
    private static final Duration PACE = Duration.ofMillis(5);

    private final Stage stage;
    private final SyncAct sync;
    private final UnicastAct unicast;
    private final DemoNode from;
    private final DemoNode victim;
    private final DemoNode to;
    private final Listener held;
    private final List<CompletableFuture<AmopResult>> flowing = new ArrayList<>();
    private final List<CompletableFuture<AmopResult>> questions = new ArrayList<>();

    RerouteAct(Stage stage, SyncAct sync, UnicastAct unicast) {
        this.stage = stage;
        this.sync = sync;
        this.unicast = unicast;
        from = stage.network().ring(0);
        victim = stage.network().ring(1);
        to = stage.network().ring(2);
        held = victim.subscribe(HELD, Listener.silent(stage.signals()::changed));
        stage.network().ring(3).subscribe(HELD, Listener.answering(ANSWER, stage.signals()::changed));
    }

    /** @param meanwhile what has to work while the node is dead */
    void play(Runnable meanwhile) {
        askTheVictim();
        long killed = stage.runtime().time().nanoTime();
        stage.runtime().handlers().execute(victim::kill);
        int detour = DemoSettings.RING - 2;
        Duration reroute = flow(killed, detour);
        stage.findings().rerouted(reroute);
        stage.timeline()
                .say(victim + " is killed while messages flow; " + reroute.toMillis() + " ms later " + to
                        + " answers over " + detour + " hops the other way round");
        stage.signals().await(victim + " is down", DemoSettings.PATIENCE, () -> !victim.isUp());
        takenOver(killed);
        meanwhile.run();
        comesBack();
    }

    /** Until it holds at least one message that it will never answer. */
    private void askTheVictim() {
        while (held.count() == 0) {
            for (int i = 0; i < QUESTIONS; i++) {
                questions.add(from.publish(HELD, "question " + i).toCompletableFuture());
            }
            stage.signals()
                    .await(
                            "both subscribers are asked",
                            DemoSettings.PATIENCE,
                            () -> held.count() > 0 || questions.stream().allMatch(CompletableFuture::isDone));
        }
    }

    /** @return the time until an answer to a message that left when the new way was known */
    private Duration flow(long killed, int detour) {
        while (true) {
            boolean rerouted = from.hopsTo(to.id()) == detour;
            CompletableFuture<AmopResult> call =
                    from.publish(UnicastAct.topic(to), "after the kill").toCompletableFuture();
            flowing.add(call);
            boolean done = stage.runtime().await(call, PACE);
            Duration elapsed = Duration.ofNanos(stage.runtime().time().nanoTime() - killed);
            if (rerouted && done && Listener.said(UnicastAct.answer(to), call.join())) {
                return elapsed;
            }
            unless(
                    elapsed.compareTo(DemoSettings.PATIENCE) < 0,
                    "messages are routed around a killed node: not within " + DemoSettings.PATIENCE.toMillis() + " ms");
        }
    }

    private void takenOver(long killed) {
        stage.signals()
                .await(
                        "every question that the killed node held is asked again",
                        DemoSettings.PATIENCE,
                        () -> questions.stream().allMatch(CompletableFuture::isDone));
        long millis =
                Duration.ofNanos(stage.runtime().time().nanoTime() - killed).toMillis();
        long right = questions.stream()
                .filter(question -> Listener.said(ANSWER, question.join()))
                .count();
        stage.findings()
                .of("failover")
                .put("askedAroundTheKill", questions.size())
                .put("takenOver", right)
                .put("takenOverMillis", millis);
        unless(
                right == questions.size(),
                "what a killed node was asked is answered by the next subscriber: " + right + " of "
                        + questions.size());
        stage.timeline()
                .say(questions.size() + " questions had gone out, some to it: all answered by the next subscriber, "
                        + millis + " ms after the kill");
    }

    private void comesBack() {
        stage.network().restart(victim);
        Duration back = stage.signals()
                .await(
                        victim + " is back and all ways are short again",
                        DemoSettings.PATIENCE,
                        () -> sync.isRouted(stage.network().ring()) && sync.knowTopics());
        stage.findings().of("reroute").put("backMillis", back.toMillis()).put("hopsAfterwards", from.hopsTo(to.id()));
        unless(
                unicast.isAnsweredBy(victim, to, "welcome back") && unicast.isAnsweredBy(to, from, "short again"),
                victim + " answers again, and passes on what is for others");
        stage.timeline()
                .say(victim + " returns: routes and topics are complete and ways short again after " + back.toMillis()
                        + " ms");
    }

    /** Every message has one result, also those that were on their way into the killed node. */
    void settle() {
        stage.signals()
                .await(
                        "every message has a result",
                        DemoSettings.PATIENCE,
                        () -> flowing.stream().allMatch(CompletableFuture::isDone));
        long answered =
                flowing.stream().filter(call -> call.join().isAnswered()).count();
        stage.findings()
                .of("reroute")
                .put("messages", flowing.size())
                .put("answered", answered)
                .put("failed", flowing.size() - answered);
        stage.timeline()
                .say("of " + flowing.size() + " messages around the kill " + answered + " were answered and "
                        + (flowing.size() - answered) + " failed with a reason, none without a result");
    }
}
