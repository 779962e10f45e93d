package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Every node of the ring learns the ways to all others and who subscribes to what, from its two neighbours alone. */
final class SyncAct {

    private static final String LATE = "subscribed late";

    private final Stage stage;

    SyncAct(Stage stage) {
        this.stage = stage;
    }

    void play() {
        List<DemoNode> ring = stage.network().ring();
        DemoNode first = stage.network().pair(0);
        DemoNode second = stage.network().pair(1);
        Duration routes = stage.signals()
                .await(
                        "every node of the ring knows the shortest way to every other one",
                        DemoSettings.PATIENCE,
                        () -> isRouted(ring),
                        () -> missing(ring, this::knowsWays));
        stage.signals()
                .await(
                        "the nodes of generation 2 are linked",
                        DemoSettings.PATIENCE,
                        () -> first.isLinkedTo(second.id()) && second.isLinkedTo(first.id()));
        unless(
                ring.stream().allMatch(node -> node.links() == 2),
                "each node of the ring is linked with its two neighbours only");
        stage.timeline()
                .say("each of " + ring.size()
                        + " nodes has 2 links and knows ways to all others, of 1, 1, 2 and 2 hops," + " after "
                        + routes.toMillis() + " ms");
        Duration topics = stage.signals()
                .await(
                        "every node knows who subscribes to what",
                        DemoSettings.PATIENCE,
                        () -> knowTopics(),
                        () -> missing(stage.network().all(), this::knowsTopics));
        stage.timeline().say("each knows the topics of all others, " + topics.toMillis() + " ms later");

        List<DemoNode> others = ring.subList(1, ring.size());
        int before = others.get(0).topics().remoteTopics();
        ring.get(0).subscribe(LATE, Listener.answering("", stage.signals()::changed));
        Duration late =
                stage.signals().await("a new topic is known to all others", DemoSettings.PATIENCE, this::knowTopics);
        unless(others.get(0).topics().remoteTopics() == before + 1, "a new topic is one more for the others");
        stage.timeline()
                .say(ring.get(0) + " subscribes to one more topic, known to all others after " + late.toMillis()
                        + " ms");
        stage.findings()
                .of("sync")
                .put("links", ring.stream().mapToLong(DemoNode::links).sum() / 2)
                .put("routesMillis", routes.toMillis())
                .put("topicsMillis", topics.toMillis())
                .put("newTopicMillis", late.toMillis());
    }

    /** Whether the whole ring is up and its shortest ways are known everywhere. */
    boolean isRouted(List<DemoNode> ring) {
        return ring.stream().allMatch(this::knowsWays);
    }

    private boolean knowsWays(DemoNode node) {
        List<DemoNode> ring = stage.network().ring();
        int place = ring.indexOf(node);
        return ring.stream().filter(other -> other != node).allMatch(other -> {
            int apart = Math.abs(ring.indexOf(other) - place);
            return node.hopsTo(other.id()) == Math.min(apart, ring.size() - apart);
        });
    }

    boolean knowTopics() {
        return stage.network().all().stream().allMatch(this::knowsTopics);
    }

    private boolean knowsTopics(DemoNode node) {
        int wanted = stage.network().all().stream()
                .filter(other -> other != node && other.generation() == node.generation())
                .mapToInt(other -> other.topics().topics().size())
                .sum();
        return node.topics().remoteTopics() == wanted;
    }

    private static String missing(List<DemoNode> nodes, Predicate<DemoNode> knows) {
        return "; missing at " + nodes.stream().filter(knows.negate()).toList();
    }
}
