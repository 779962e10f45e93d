package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.examples.demo.fisco.Findings.Promise;
import dev.gossip.fisco.group.GroupDelivery;
import dev.gossip.fisco.group.GroupHandler;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.fisco.group.GroupView;
import dev.gossip.fisco.group.Groups;
import dev.gossip.fisco.group.NodeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/**
 * Node status: a node of a consensus group is registered at one node of the ring, becomes visible on all, and is spoken to
 * by its consensus id alone.
 */
final class GroupAct {

    private static final String GROUP = "group0";
    private static final int MODULE = 1_000;
    private static final int QUESTIONS = 20;
    private static final String TO_ALL = "to all that take part";

    private final Stage stage;
    private final RandomGenerator random;
    private final List<Member> members = new ArrayList<>();

    GroupAct(Stage stage) {
        this.stage = stage;
        this.random = stage.runtime().newRandom("consensus ids");
    }

    /** A node of the group and where it is served. */
    private record Member(DemoNode gateway, GroupNode node, Ear ear) {}

    /** Answers who asks and notes who tells. */
    private record Ear(Queue<String> heard, Runnable onHeard) implements GroupHandler {

        @Override
        public void receive(GroupDelivery delivery) {
            heard.add(delivery.payload().utf8());
            onHeard.run();
            if (delivery.expectsReply()) {
                delivery.reply(delivery.payload());
            }
        }

        long count(String text) {
            return heard.stream().filter(text::equals).count();
        }
    }

    void play() {
        List<DemoNode> ring = stage.network().ring();
        Member speaker = register(ring.get(0), NodeKind.CONSENSUS);
        register(ring.get(1), NodeKind.CONSENSUS);
        register(ring.get(3), NodeKind.CONSENSUS);
        Member observer = register(ring.get(4), NodeKind.OBSERVER);
        stage.signals().await("all nodes of the group are seen by all", DemoSettings.PATIENCE, this::allSeeAll);
        Member late = register(ring.get(2), NodeKind.CONSENSUS);
        Duration visible =
                stage.signals().await("a new consensus node is seen by all", DemoSettings.PATIENCE, this::allSeeAll);
        stage.timeline()
                .say("a consensus node is registered at " + late.gateway() + ": all " + ring.size()
                        + " nodes see it after " + visible.toMillis() + " ms");
        int right = ask(speaker, late);
        stage.await(
                "a broadcast leaves", speaker.node().broadcast(Set.of(NodeKind.CONSENSUS), MODULE, Bytes.utf8(TO_ALL)));
        List<Member> meant = members.stream()
                .filter(member -> member != speaker && member != observer)
                .toList();
        stage.signals()
                .await(
                        "all other consensus nodes hear a broadcast",
                        DemoSettings.PATIENCE,
                        () -> meant.stream().allMatch(member -> member.ear().count(TO_ALL) > 0));
        late.node().close();
        members.remove(late);
        Duration gone =
                stage.signals().await("a node that left is seen by nobody", DemoSettings.PATIENCE, this::allSeeAll);
        long heard =
                meant.stream().mapToLong(member -> member.ear().count(TO_ALL)).sum();
        long others = speaker.ear().count(TO_ALL) + observer.ear().count(TO_ALL);
        stage.findings()
                .of("nodeStatus")
                .put("visibleMillis", visible.toMillis())
                .put("hops", speaker.gateway().hopsTo(late.gateway().id()))
                .put("asked", QUESTIONS)
                .put("answered", right)
                .put("broadcastExpected", meant.size())
                .put("broadcastHeard", heard)
                .put("broadcastHeardByOthers", others)
                .put("goneMillis", gone.toMillis());
        unless(right == QUESTIONS, "a consensus node answers over its gateway: " + right + " of " + QUESTIONS);
        unless(
                heard == meant.size() && others == 0,
                "a broadcast is heard once by each other consensus node: " + heard + " times by " + meant.size()
                        + ", and " + others + " times by others");
        stage.findings().kept(Promise.NODE_STATUS);
        stage.timeline()
                .say("by its consensus id it answers " + right + " of " + QUESTIONS + " over "
                        + speaker.gateway().hopsTo(late.gateway().id()) + " hops; a broadcast reaches " + heard
                        + " consensus nodes once and no observer; it leaves, unseen by all after " + gone.toMillis()
                        + " ms");
        members.forEach(member -> member.node().close());
    }

    private Member register(DemoNode gateway, NodeKind kind) {
        byte[] id = new byte[Groups.ID_BYTES];
        random.nextBytes(id);
        Ear ear = new Ear(new ConcurrentLinkedQueue<>(), stage.signals()::changed);
        Member member = new Member(
                gateway, gateway.life().peer().groups().register(GROUP, new NodeId(Bytes.wrap(id)), kind, ear), ear);
        members.add(member);
        return member;
    }

    private int ask(Member from, Member to) {
        int right = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Bytes question = Bytes.utf8("question " + i);
            GroupResult result = stage.await(
                    "a question to a consensus node has a result",
                    from.node().request(to.node().id(), MODULE, question, DemoSettings.PATIENCE));
            right += result.isOk() && result.answer().equals(question) ? 1 : 0;
        }
        return right;
    }

    private boolean allSeeAll() {
        return stage.network().ring().stream().allMatch(this::seesAll);
    }

    /** Neither more nor fewer than there are, each of its kind and behind its gateway. */
    private boolean seesAll(DemoNode node) {
        List<GroupView.Member> seen = node.life().peer().groups().view().stream()
                .filter(view -> view.group().equals(GROUP))
                .flatMap(view -> view.nodes().stream())
                .toList();
        return seen.size() == members.size()
                && members.stream().allMatch(member -> seen.stream().anyMatch(shown -> isShown(member, shown, node)));
    }

    private static boolean isShown(Member member, GroupView.Member shown, DemoNode by) {
        return shown.id().equals(member.node().id())
                && shown.kinds().equals(Set.of(member.node().kind()))
                && shown.local() == (member.gateway() == by)
                && (shown.local()
                        || shown.gateways().equals(List.of(member.gateway().id())));
    }
}
