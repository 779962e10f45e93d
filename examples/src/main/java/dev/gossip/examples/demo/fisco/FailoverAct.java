package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.examples.demo.fisco.Findings.Promise;

/** Of two subscribers one is out of order; whoever asks it first gets the answer of the other one. */
final class FailoverAct {

    private static final String TOPIC = "work";
    private static final String ANSWER = "done";
    private static final int FAILURES = 10;
    /** Each message is equally likely to go to either first. */
    private static final int AT_MOST = 1_000;

    private final Stage stage;
    private final Listener broken;

    FailoverAct(Stage stage) {
        this.stage = stage;
        broken = stage.network().ring(1).subscribe(TOPIC, Listener.failing(stage.signals()::changed));
        stage.network().ring(3).subscribe(TOPIC, Listener.answering(ANSWER, stage.signals()::changed));
    }

    void play() {
        DemoNode from = stage.network().ring(0);
        int asked = 0;
        int right = 0;
        while (broken.count() < FAILURES && asked < AT_MOST) {
            asked++;
            right += Listener.said(ANSWER, stage.unicast(from, TOPIC, "job " + asked)) ? 1 : 0;
        }
        int failed = broken.count();
        stage.findings()
                .of("failover")
                .put("asked", asked)
                .put("failedFirst", failed)
                .put("answered", right);
        unless(failed >= FAILURES, "subscribers are chosen at random: the broken one got " + failed + " of " + asked);
        unless(
                right == asked,
                "who meets a broken subscriber gets the answer of the next: " + right + " of " + asked + " did");
        stage.findings().kept(Promise.FAILOVER);
        stage.timeline()
                .say("of two subscribers one fails: " + asked + " asked, " + failed + " met it first, " + right
                        + " answered by the other one");
    }
}
