package dev.gossip.examples.demo.fabric;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.examples.certs.NodeCertificates;
import dev.gossip.examples.demo.BrokenPromise;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Somebody with valid certificates misbehaves in five ways; each is refused, counted, and without effect. */
final class HostileAct {

    private final Stage stage;
    private final TimeSource time;

    HostileAct(Stage stage, TimeSource time) {
        this.stage = stage;
        this.time = time;
    }

    void play() {
        List<DemoNode> targets = stage.network().of(DemoNetwork.ORG1);
        Map<DemoNode, Long> heights = heights();
        HostilePeer hostile = hostile();
        stage.timeline().say("a hostile peer appears, with TLS and identity certificates of " + DemoNetwork.ORG2);
        try {
            insider(hostile, targets.get(0), targets.get(1));
            attack(
                    "a frame above the limit",
                    targets.get(2),
                    DropReason.FRAME_TOO_LARGE,
                    () -> hostile.frameAboveTheLimit(targets.get(2).address()));
            attack(
                    "random bytes",
                    targets.get(3),
                    DropReason.MALFORMED,
                    () -> hostile.randomBytes(targets.get(3).address()));
            attack(
                    "a greeting with a wrong TLS hash",
                    targets.get(4),
                    DropReason.WRONG_CHANNEL_BINDING,
                    () -> hostile.wrongTlsHash(targets.get(4).address()));
        } catch (IOException e) {
            throw new BrokenPromise("the hostile peer can carry out its attacks: " + e);
        }
        stage.signals()
                .await(
                        "the hostile peer is held for dead",
                        DemoSettings.PATIENCE,
                        () -> stage.network().up().stream()
                                .noneMatch(node -> node.alive().contains(hostile.id())));
        stage.signals()
                .await("the honest nodes still know each other", DemoSettings.PATIENCE, stage.network()::isComplete);
        unless(heights().equals(heights), "heights stay as they were: " + heights + " became " + heights());
        stage.timeline().say("the network is as before: all members alive, heights unchanged, the intruder gone");
    }

    private void insider(HostilePeer hostile, DemoNode target, DemoNode victim) throws IOException {
        try (HostilePeer.Insider insider = hostile.infiltrate(target.address(), victim.id())) {
            stage.timeline().say("it is linked to " + target + " and overhears " + victim);
            attack("a flipped bit in a signed alive", target, DropReason.BAD_SIGNATURE, insider::flippedBit);
            attack("a replayed older alive", target, DropReason.SUPERSEDED, insider::replay);
        }
    }

    private void attack(String what, DemoNode target, DropReason reason, Attack attack) throws IOException {
        long before = counted(target, reason);
        long refused = attack.carryOut();
        long counted = counted(target, reason) - before;
        unless(refused > 0 && counted >= refused, what + " is counted as " + reason + " by " + target);
        stage.findings().refused(reason.code(), refused);
        stage.timeline().say("refused: " + what + " -> " + reason + " (" + refused + ") at " + target);
    }

    private static long counted(DemoNode target, DropReason reason) {
        return target.life().node().describe().drops().getOrDefault(reason.code(), 0L);
    }

    private Map<DemoNode, Long> heights() {
        return stage.network().up().stream()
                .collect(Collectors.toMap(
                        Function.identity(), node -> node.life().channel().height()));
    }

    private HostilePeer hostile() {
        NodeCertificates certificates = stage.network().issue(DemoNetwork.ORG2, "mallory.org2");
        HostileMessages messages =
                new HostileMessages(certificates, stage.network().newAddress(), time);
        return new HostilePeer(
                stage.network().tls(certificates).sslContext(), messages, stage.refusals(), stage.signals());
    }

    /** @see HostilePeer */
    @FunctionalInterface
    private interface Attack {
        /** @return how often the target refused it */
        long carryOut() throws IOException;
    }
}
