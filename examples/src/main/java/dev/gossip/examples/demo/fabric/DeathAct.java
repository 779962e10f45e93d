package dev.gossip.examples.demo.fabric;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.NodeId;
import dev.gossip.membership.MemberStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node vanishes without leaving and is held for dead in time; it returns under a newer incarnation. */
final class DeathAct {

    private final Stage stage;

    DeathAct(Stage stage) {
        this.stage = stage;
    }

    void play(DemoNode victim) {
        NodeId id = victim.id();
        List<DemoNode> others =
                stage.network().up().stream().filter(node -> node != victim).toList();
        long before = incarnation(others.get(0), id);
        victim.kill();
        stage.timeline().say(victim + " is killed without leaving");
        Duration took = stage.signals()
                .await(
                        "all others hold " + victim + " for dead",
                        DemoSettings.PATIENCE,
                        () -> others.stream().allMatch(node -> isDead(node, id)));
        stage.findings().deadDetected(took);
        Duration limit = DemoSettings.deathLimit();
        unless(
                took.compareTo(limit) <= 0,
                victim + " is held for dead within " + limit.toMillis() + " ms: it took " + took.toMillis() + " ms");
        stage.timeline()
                .say("all " + others.size() + " others hold it for dead after " + took.toMillis() + " ms (limit "
                        + limit.toMillis() + " ms)");

        victim.start();
        stage.timeline().say(victim + " returns with its store");
        Duration back = stage.signals()
                .await(
                        victim + " is alive again with a newer incarnation",
                        DemoSettings.PATIENCE,
                        () -> others.stream().allMatch(node -> isAliveAfter(node, id, before)));
        stage.findings().revived();
        stage.timeline()
                .say("all others hold it for alive again, incarnation " + incarnation(others.get(0), id) + " after "
                        + before + ", " + back.toMillis() + " ms later");
        stage.signals().await("everybody knows everybody", DemoSettings.PATIENCE, stage.network()::isComplete);
    }

    private static long incarnation(DemoNode observer, NodeId id) {
        return observer.member(id).orElseThrow().time().incarnation();
    }

    /** Known and dead; a member that was merely forgotten would not count. */
    private static boolean isDead(DemoNode observer, NodeId id) {
        return observer.member(id).filter(member -> !member.alive()).isPresent();
    }

    private static boolean isAliveAfter(DemoNode observer, NodeId id, long incarnation) {
        Optional<MemberStatus> member = observer.member(id);
        return member.isPresent()
                && member.get().alive()
                && Long.compareUnsigned(member.get().time().incarnation(), incarnation) > 0;
    }
}
