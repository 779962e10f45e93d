package dev.gossip.examples.demo.orbs;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Bytes;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsTopic;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.time.Duration;
import java.util.List;

/** The same large message sent directly and down a tree, each time in a network of its own. */
final class LargeMessageAct {

    private static final String TITLE = "large";
    private static final int SYNC_RESPONSE = 4;
    private static final double MIB = 1 << 20;

    private final Stage stage;

    LargeMessageAct(Stage stage) {
        this.stage = stage;
    }

    /** @param last when the last node's service was called, after the call of send */
    private record Measured(long originBytes, long busiestOtherBytes, long allBytes, Duration last) {}

    void play() {
        byte[] content = new byte[DemoSettings.LARGE_MESSAGE_BYTES];
        stage.runtime().newRandom("large message").nextBytes(content);
        Bytes message = Bytes.wrap(content);
        Measured direct = measured("direct", Forwarding.OFF, message);
        Measured forwarded = measured("forwarded", DemoSettings.FORWARDING, message);
        stage.findings()
                .of("large")
                .put("bytes", message.length())
                .put("uplinkBytesPerSecond", DemoSettings.UPLINK_BYTES_PER_SECOND)
                .put("treeWidth", DemoSettings.FORWARDING.width());
        unless(
                forwarded.originBytes() * 2 < direct.originBytes(),
                "forwarding spares the origin more than half of its upload: " + forwarded.originBytes()
                        + " bytes instead of " + direct.originBytes());
        unless(
                forwarded.last().compareTo(direct.last()) < 0,
                "the last node has a forwarded message sooner: after "
                        + forwarded.last().toMillis() + " ms instead of "
                        + direct.last().toMillis() + " ms");
    }

    private Measured measured(String way, Forwarding forwarding, Bytes content) {
        try (DemoNetwork network = new DemoNetwork(stage.runtime(), stage.signals(), stage.tls(), forwarding)) {
            List<DemoNode> members = network.assemble();
            DemoNode origin = members.get(0);
            List<DemoNode> others = members.subList(1, members.size());
            List<Long> before = uploads(members);
            long start = stage.runtime().time().nanoTime();
            origin.send(OrbsTopic.BLOCK_SYNC, SYNC_RESPONSE, Recipients.ALL, TITLE, content);
            stage.signals()
                    .await(
                            "everybody gets the large message, " + way,
                            DemoSettings.PATIENCE,
                            () -> others.stream().allMatch(node -> node.inbox().count(TITLE) > 0));
            List<Long> after = uploads(members);
            long last = others.stream()
                    .mapToLong(node -> node.inbox().titled(TITLE).get(0).nanos() - start)
                    .max()
                    .orElseThrow();
            check(way, others, content);
            Measured measured = measured(before, after, Duration.ofNanos(last));
            report(way, measured);
            return measured;
        }
    }

    private static List<Long> uploads(List<DemoNode> members) {
        return members.stream().map(node -> node.uplink().sentBytes()).toList();
    }

    /** The origin is the first. */
    private static Measured measured(List<Long> before, List<Long> after, Duration last) {
        long all = 0;
        long busiest = 0;
        for (int i = 0; i < before.size(); i++) {
            long bytes = after.get(i) - before.get(i);
            all += bytes;
            busiest = i == 0 ? 0 : Math.max(busiest, bytes);
        }
        return new Measured(after.get(0) - before.get(0), busiest, all, last);
    }

    private static void check(String way, List<DemoNode> others, Bytes content) {
        for (DemoNode node : others) {
            List<Inbox.Arrival> heard = node.inbox().titled(TITLE);
            unless(
                    heard.size() == 1 && heard.get(0).content().equals(content),
                    "a large message sent " + way + " arrives once and unchanged: not so at " + node);
        }
    }

    private void report(String way, Measured measured) {
        stage.findings()
                .of("large")
                .putObject(way)
                .put("originUploadBytes", measured.originBytes())
                .put("busiestOtherUploadBytes", measured.busiestOtherBytes())
                .put("allUploadBytes", measured.allBytes())
                .put("lastNodeMillis", measured.last().toMillis());
        stage.timeline()
                .say(String.format(
                        "%-9s  origin uploads %5.1f MiB, any other node at most %5.1f MiB, last node has it after"
                                + " %.2f s",
                        way,
                        measured.originBytes() / MIB,
                        measured.busiestOtherBytes() / MIB,
                        measured.last().toMillis() / 1_000.0));
    }
}
