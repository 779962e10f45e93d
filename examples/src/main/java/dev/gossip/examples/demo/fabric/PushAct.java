package dev.gossip.examples.demo.fabric;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Bytes;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.state.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Blocks enter at one node: every node of its organisation delivers each of them once, in order and unchanged; the other
 * organisation is pushed none.
 */
final class PushAct {

    private final Stage stage;

    PushAct(Stage stage) {
        this.stage = stage;
    }

    void assemble() {
        DemoNetwork network = stage.network();
        for (DemoNode node : network.nodes()) {
            node.start();
            stage.timeline().say(node.name() + " (" + node.organisation() + ") listens at " + node.address());
            if (network.up().size() > 1) {
                stage.signals()
                        .await(
                                node + " joins",
                                DemoSettings.PATIENCE,
                                () -> !node.alive().isEmpty());
            }
        }
        Duration took = stage.signals()
                .await(
                        "every node knows every other one",
                        DemoSettings.PATIENCE,
                        network::isComplete,
                        () -> network.describeMissing(DemoNode::alive));
        stage.timeline()
                .say("every node holds the " + (network.up().size() - 1) + " others for alive, after " + took.toMillis()
                        + " ms");
        stage.signals()
                .await(
                        "every node knows who is in channel " + RecordedBlocks.CHANNEL,
                        DemoSettings.PATIENCE,
                        network::isJoined,
                        () -> network.describeMissing(DemoNode::channelMembers));
        stage.timeline().say("all of them are members of channel " + RecordedBlocks.CHANNEL);
    }

    void play() {
        List<DemoNode> org1 = stage.network().of(DemoNetwork.ORG1);
        DemoNode entrance = org1.get(0);
        for (Bytes block : stage.blocks().all()) {
            submit(entrance, block);
        }
        stage.timeline().say(RecordedBlocks.COUNT + " recorded blocks entered at " + entrance);
        Duration took = stage.signals()
                .await(
                        "every node of " + DemoNetwork.ORG1 + " delivers " + RecordedBlocks.COUNT + " blocks",
                        DemoSettings.PATIENCE,
                        () -> org1.stream().allMatch(node -> node.log().size() >= RecordedBlocks.COUNT));
        checkDeliveries(org1);
        stage.timeline()
                .say("all " + org1.size() + " nodes of " + DemoNetwork.ORG1
                        + " delivered them once, in order, with equal SHA-256, " + took.toMillis() + " ms later");
    }

    private static void submit(DemoNode entrance, Bytes block) {
        try {
            entrance.life()
                    .channel()
                    .submit(block)
                    .toCompletableFuture()
                    .orTimeout(DemoSettings.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new BrokenPromise("a recorded block is taken by " + entrance + ": " + e.getCause());
        }
    }

    /** Also called after everything else happened, when a late duplicate would show. */
    void checkDeliveries(List<DemoNode> nodes) {
        List<String> expected = stage.blocks().hashes();
        List<DemoNode> notOnce = nodes.stream()
                .filter(node -> !node.log().isExactlyOnceInOrder(RecordedBlocks.COUNT))
                .toList();
        List<DemoNode> changed =
                nodes.stream().filter(node -> !node.log().hasHashes(expected)).toList();
        stage.findings().delivered(notOnce.isEmpty(), changed.isEmpty());
        unless(notOnce.isEmpty(), "blocks are delivered exactly once and in order: not by " + logs(notOnce));
        unless(changed.isEmpty(), "blocks are delivered byte for byte: not by " + changed);
    }

    void checkOtherOrganisation() {
        int pushed = stage.network().of(DemoNetwork.ORG2).stream()
                .mapToInt(node -> node.log().by(Source.PUSH))
                .sum();
        stage.findings().org2BlocksPushed(pushed);
        unless(pushed == 0, "no block is pushed to " + DemoNetwork.ORG2 + ": " + pushed + " were");
        stage.timeline().say("nodes of " + DemoNetwork.ORG2 + " were pushed 0 blocks");
    }

    private static List<String> logs(List<DemoNode> nodes) {
        return nodes.stream().map(node -> node + " " + node.log()).toList();
    }
}
