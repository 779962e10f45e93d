package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.spi.transport.InboundLimits;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that is lost and found a thousand times, on real sockets: as often as that, everything it cost is given back. */
@Timeout(180)
class ReconnectsTest {

    private static final int RECONNECTS = 1_000;
    private static final int WARM_UP = 20;

    /** What may have come and gone between two counts; a leak would be a thousand. */
    private static final int TOLERANCE = 50;

    /** Timers of a node with one link, and threads that may be more at one moment than at another. */
    private static final int FEW = 5;

    private static final Bytes MESSAGE = PayloadFrame.encode(
            List.of(HeaderEncoding.PROTOBUF.encode(new Header(1, 42, 0, List.of(), 0, 1)), Bytes.utf8("content")));

    private static final UnaryOperator<OrbsConfig> LISTED = OrbsConfig::withAllowList;

    @Test
    void aThousandReconnectsLeakNothing() throws Exception {
        NodeLimits often = NodeLimits.DEFAULT.toBuilder()
                .inbound(InboundLimits.DEFAULT.withConnectRate(1_000_000, 1_000_000))
                .build();
        try (CountingRuntime runtime = new CountingRuntime();
                RawListener peer = new RawListener();
                SocketNode node = new SocketNode(
                        "netty",
                        0,
                        LISTED,
                        Optional.empty(),
                        builder -> builder.runtime(runtime).limits(often))) {
            node.peer.topology(List.of(node.member(0), peer.member(1)));
            reconnect(node, peer, WARM_UP);
            settle(node, peer, runtime);
            Footprint before = footprint(node, runtime);
            reconnect(node, peer, RECONNECTS);
            settle(node, peer, runtime);
            Footprint after = footprint(node, runtime);
            System.out.println("after " + WARM_UP + " reconnects each way: " + before);
            System.out.println("after " + RECONNECTS + " more:            " + after);
            assertThat(after.links()).isEqualTo(before.links()).isEqualTo(1);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + FEW);
            after.objects()
                    .forEach(
                            (type, count) -> assertThat(count - before.objects().getOrDefault(type, 0L))
                                    .as("more objects of %s", type)
                                    .isLessThan(TOLERANCE));
        }
    }

    /** Each time a message is on its way out, and one comes in. */
    private static void reconnect(SocketNode node, RawListener peer, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Socket dialled = peer.next();
            node.peer.send(OrbsTopic.TRANSACTION_RELAY, 1, Recipients.ALL, List.of(Bytes.utf8("lost, perhaps")));
            try (RawSocket dialling = new RawSocket(node.address())) {
                dialling.write(MESSAGE);
                node.next();
            }
            dialled.close();
            node.events.clear();
            node.dropped.clear();
        }
    }

    /** Until the last loss is noticed, the peer is dialled again, and timers of what is over have gone. */
    private static void settle(SocketNode node, RawListener peer, CountingRuntime runtime) throws InterruptedException {
        node.until(
                "one link, and at most " + FEW + " timers",
                () -> peer.waiting() == 1 && node.links() == 1 && runtime.timers() <= FEW);
    }

    /** What a node holds when nothing happens to it. */
    private record Footprint(int links, int timers, int threads, Map<String, Long> objects) {

        @Override
        public String toString() {
            return links + " link, " + timers + " timers, " + threads + " threads, "
                    + objects.values().stream().mapToLong(Long::longValue).sum() + " objects";
        }
    }

    private static Footprint footprint(SocketNode node, CountingRuntime runtime) throws Exception {
        int threads = (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gossip-"))
                .count();
        node.events.clear();
        node.dropped.clear();
        return new Footprint(node.links(), runtime.timers(), threads, objects());
    }

    /** Living objects of this project and channels of Netty, by class, as {@code jcmd GC.class_histogram} counts them. */
    private static Map<String, Long> objects() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> objects = new TreeMap<>();
        histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length >= 4)
                .filter(row -> row[3].startsWith("dev.gossip.") || row[3].endsWith("SocketChannel"))
                .forEach(row -> objects.put(row[3], Long.parseLong(row[1])));
        return objects;
    }
}
