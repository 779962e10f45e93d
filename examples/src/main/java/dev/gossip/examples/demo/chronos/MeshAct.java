package dev.gossip.examples.demo.chronos;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Cancellable;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.examples.demo.chronos.Miner.Made;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/**
 * Fifty blocks made by turns in a full mesh. One node passes nothing on, one joins halfway; all end with the same chain.
 * Bar B1.
 */
final class MeshAct {

    private final Stage stage;
    private final Miner miner;

    MeshAct(Stage stage, Miner miner) {
        this.stage = stage;
        this.miner = miner;
    }

    void play(DemoNetwork network) {
        List<DemoNode> nodes = network.nodes();
        DemoNode late = nodes.get(nodes.size() - 1);
        DemoNode quiet =
                nodes.stream().filter(node -> !node.broadcasting()).findFirst().orElseThrow();
        List<DemoNode> early = nodes.subList(0, nodes.size() - 1);
        assemble(network, early);
        network.measureHops();
        List<DemoNode> makers = early.stream().filter(DemoNode::broadcasting).toList();
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < DemoSettings.BLOCKS; i++) {
            if (i == DemoSettings.BLOCKS / 2) {
                network.start(late, nodes);
            }
            made.add(miner.make(makers.get(i % makers.size())));
            pause();
        }
        stage.signals()
                .await(
                        "every node has all " + DemoSettings.BLOCKS + " blocks",
                        DemoSettings.PATIENCE,
                        () -> nodes.stream().allMatch(MeshAct::hasAll),
                        () -> "; heights " + nodes.stream().map(MeshAct::height).toList());
        checkChains(nodes);
        checkLate(late, made);
        unless(
                quiet.traffic().news() == 0,
                quiet + " does not broadcast: it sent " + quiet.traffic().news() + " blocks and announcements");
        checkSpread(early, made, network.hop());
    }

    private void assemble(DemoNetwork network, List<DemoNode> early) {
        early.forEach(node -> network.start(node, network.nodes()));
        Duration took = stage.signals()
                .await(
                        "every node asks every other one",
                        DemoSettings.PATIENCE,
                        () -> early.stream().allMatch(node -> node.linked() == early.size() - 1));
        stage.timeline().say(early.size() + " nodes are linked, each to each, after " + took.toMillis() + " ms");
    }

    private void pause() {
        AtomicBoolean over = new AtomicBoolean();
        Cancellable timer = stage.runtime().scheduler().schedule(DemoSettings.BLOCK_INTERVAL, () -> {
            over.set(true);
            stage.signals().changed();
        });
        try {
            stage.signals().await("time passes", DemoSettings.PATIENCE, over::get);
        } finally {
            timer.cancel();
        }
    }

    private static long height(DemoNode node) {
        return node.isUp() ? node.life().peer().height() : -1;
    }

    private static boolean hasAll(DemoNode node) {
        return node.ledger().committed().size() >= DemoSettings.BLOCKS;
    }

    private void checkChains(List<DemoNode> nodes) {
        List<DemoNode> others = nodes.stream()
                .filter(node -> !node.ledger().committed().equals(miner.hashes()))
                .toList();
        unless(others.isEmpty(), "all nodes commit the same blocks, once and in order: not " + others);
        stage.findings()
                .of("blocks")
                .put("made", DemoSettings.BLOCKS)
                .put("nodesWithAll", nodes.size())
                .put("height", nodes.get(0).life().peer().height());
        stage.timeline()
                .say("all " + nodes.size() + " nodes have the same chain of " + DemoSettings.BLOCKS + " blocks");
    }

    private void checkLate(DemoNode late, List<Made> made) {
        int missed = DemoSettings.BLOCKS / 2;
        int pushed = late.ledger().received();
        int pulled = DemoSettings.BLOCKS - pushed;
        long start = made.get(missed).nanos();
        ChronosBlock lastMissed = made.get(missed - 1).block();
        long millis = Duration.ofNanos(late.ledger().heldAt(lastMissed).orElseThrow() - start)
                .toMillis();
        stage.findings()
                .of("lateJoiner")
                .put("missed", missed)
                .put("caughtUpAfterMillis", millis)
                .put("pulled", pulled)
                .put("pushed", pushed);
        unless(pulled >= missed, late + " pulls what it missed: " + pulled + " blocks of " + missed);
        stage.timeline()
                .say(late + " came " + missed + " blocks late, had them after " + millis + " ms, pulled " + pulled
                        + " blocks and was pushed " + pushed);
    }

    private void checkSpread(List<DemoNode> early, List<Made> made, Duration hop) {
        long bar = DemoSettings.slowestPush(hop).toMillis();
        double deliveries = made.size() * (early.size() - 1.0);
        double originUploads = made.stream()
                .mapToInt(one -> one.origin().traffic().blocks(one.block()))
                .average()
                .orElseThrow();
        int copies = made.stream()
                .mapToInt(one -> sum(early, node -> node.traffic().blocks(one.block())))
                .sum();
        int hashes = made.stream()
                .mapToInt(one -> sum(early, node -> node.traffic().announcements(one.block())))
                .sum();
        List<Duration> slowest =
                made.stream().map(one -> one.slowest(early)).sorted().toList();
        Duration median = slowest.get(slowest.size() / 2);
        Duration ninth = slowest.get(slowest.size() * 9 / 10 - 1);
        Duration worst = slowest.get(slowest.size() - 1);
        stage.findings()
                .of("b1")
                .put("originUploads", originUploads)
                .put("originUploadsBar", DemoSettings.mostOriginUploads())
                .put("blocksPerDelivery", copies / deliveries)
                .put("blocksPerDeliveryBar", DemoSettings.mostBlocksPerDelivery())
                .put("hashesPerDelivery", hashes / deliveries)
                .put("lastNodeMedianMillis", median.toMillis())
                .put("lastNodeNinthOfTenMillis", ninth.toMillis())
                .put("lastNodeWorstMillis", worst.toMillis())
                .put("lastNodeBarMillis", bar)
                .put("hopMillis", hop.toMillis());
        stage.timeline()
                .say(String.format(
                        "B1: %.1f uploads by the origin (bar %.1f), %.2f blocks per delivery (bar %.2f), %.1f hashes per"
                                + " delivery, last node after %d ms, nine of ten blocks within %d ms (bar %d ms: delay and 4 hops of %d ms), at worst %d ms",
                        originUploads,
                        DemoSettings.mostOriginUploads(),
                        copies / deliveries,
                        DemoSettings.mostBlocksPerDelivery(),
                        hashes / deliveries,
                        median.toMillis(),
                        ninth.toMillis(),
                        bar,
                        hop.toMillis(),
                        worst.toMillis()));
        unless(
                originUploads <= DemoSettings.mostOriginUploads(),
                "B1, an origin uploads at most " + DemoSettings.mostOriginUploads() + " blocks: " + originUploads);
        unless(
                copies / deliveries <= DemoSettings.mostBlocksPerDelivery(),
                "B1, at most " + DemoSettings.mostBlocksPerDelivery() + " blocks travel per delivery: "
                        + copies / deliveries);
        unless(
                median.toMillis() <= bar,
                "B1, the last node has every other block within " + bar + " ms: " + median.toMillis() + " ms");
    }

    private static int sum(List<DemoNode> nodes, ToIntFunction<DemoNode> figure) {
        return nodes.stream().mapToInt(figure).sum();
    }
}
