package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.spi.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ConnectionLifeTest {

    private static final Duration SECOND = OrbsNetwork.SECOND;

    private final OrbsNetwork network = new OrbsNetwork(7);

    private Node start(int number, int... topology) {
        return network.start(number, UnaryOperator.identity(), OrbsNetwork.members(topology));
    }

    @Test
    void o21_aPeerThatStartsLaterHearsTheNextBroadcast() {
        try (network) {
            Node first = start(0, 0, 1);
            network.advance(Duration.ofSeconds(3));
            Node late = start(1, 0, 1);
            network.untilLinked();
            first.send(Recipients.ALL, "welcome");
            network.advance(SECOND);
            assertThat(late.texts()).containsExactly("welcome");
        }
    }

    @Test
    void o22_whatIsSentDuringAnOutageIsCountedAndNeverArrives() {
        try (network) {
            Node first = start(0, 0, 1);
            start(1, 0, 1);
            network.untilLinked();
            network.stop(1);
            network.advance(SECOND);
            for (int i = 0; i < 3; i++) {
                assertThat(first.send(Recipients.ALL, "lost " + i).values()).containsExactly(SendResult.CLOSED);
            }
            assertThat(first.drops(DropReason.NO_LINK)).isEqualTo(3);
            Node again = start(1, 0, 1);
            network.untilLinked();
            first.send(Recipients.ALL, "heard");
            network.advance(Duration.ofMinutes(2));
            assertThat(again.texts()).containsExactly("heard");
        }
    }

    @Test
    void o23_keepalivesFillPausesOnly() {
        try (network) {
            RawEnd end = RawEnd.listening(network, 1);
            Node node = start(0, 0, 1);
            network.until(() -> node.links() == 1);
            network.advance(Duration.ofSeconds(10));
            assertThat(end.frames).hasSizeBetween(9, 11).containsOnly(PayloadFrame.KEEPALIVE);
            for (int i = 1; i < end.times.size(); i++) {
                assertThat(Duration.ofNanos(end.times.get(i) - end.times.get(i - 1)))
                        .as("between keepalives")
                        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
            }
            end.frames.clear();
            for (int i = 0; i < 20; i++) {
                node.send(Recipients.ALL, "traffic");
                network.advance(Duration.ofMillis(500));
            }
            assertThat(end.frames).hasSize(20).doesNotContain(PayloadFrame.KEEPALIVE);
        }
    }

    @Test
    void o24_aPeerThatNeverReadsCostsItsOwnQueueOnly() {
        try (network) {
            RawEnd frozen = RawEnd.listening(network, 1);
            frozen.freeze = true;
            UnaryOperator<OrbsConfig> smallQueue =
                    config -> config.withQueues(QueueLimits.DEFAULT.withSendQueue(50, 1 << 20));
            Node sender = network.start(0, smallQueue, OrbsNetwork.members(0, 1, 2));
            Node other = start(2, 0, 2);
            network.until(() -> sender.links() == 2 && other.links() == 1);
            List<SendResult> toFrozen = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                toFrozen.add(sender.send(Recipients.ALL, "m" + i).get(OrbsNetwork.id(1)));
                network.time.settle();
            }
            assertThat(toFrozen.subList(0, 50)).containsOnly(SendResult.ACCEPTED);
            assertThat(toFrozen.subList(50, 200)).containsOnly(SendResult.CONGESTED);
            assertThat(sender.drops(DropReason.CONGESTED)).isEqualTo(150);
            assertThat(other.received).hasSize(200);
        }
    }

    @Test
    void o25_refusedMessagesLeaveNothingBehindInTheQueue() {
        try (network) {
            RawEnd frozen = RawEnd.listening(network, 1);
            frozen.freeze = true;
            UnaryOperator<OrbsConfig> smallQueue =
                    config -> config.withQueues(QueueLimits.DEFAULT.withSendQueue(10, 1 << 20));
            Node sender = network.start(0, smallQueue, OrbsNetwork.members(0, 1));
            network.until(() -> sender.links() == 1);
            for (int i = 0; i < 100_000; i++) {
                sender.send(Recipients.ALL, "rejected");
            }
            assertThat(sender.drops(DropReason.CONGESTED)).isEqualTo(100_000 - 10);
            frozen.connections.get(0).resumeReading();
            network.advance(SECOND);
            frozen.connections.get(0).pauseReading();
            for (int i = 0; i < 10; i++) {
                assertThat(sender.send(Recipients.ALL, "taken").values()).containsExactly(SendResult.ACCEPTED);
            }
        }
    }

    @Test
    void o26_dialsFollowTheConfiguredSchedule() {
        try (network) {
            Reconnect polling = Reconnect.every(Duration.ofSeconds(7));
            Node node = network.start(0, config -> config.withReconnect(polling), OrbsNetwork.members(0, 1));
            network.advance(Duration.ofSeconds(69));
            assertThat(dials(node)).isEqualTo(1 + 9);
        }
    }

    @Test
    void o26_dialsBackOffAndClosingInterruptsTheWait() {
        try (network) {
            Node node = start(0, 0, 1);
            network.advance(Duration.ofSeconds(60));
            long inTheFirstMinute = dials(node);
            assertThat(inTheFirstMinute).isBetween(5L, 8L);
            network.advance(Duration.ofMinutes(10));
            assertThat(dials(node) - inTheFirstMinute).isBetween(15L, 26L);
            long waiting = network.time.nanoTime();
            network.stop(0);
            assertThat(network.time.nanoTime()).as("closing waits for nothing").isEqualTo(waiting);
            node.events.clear();
            network.advance(Duration.ofMinutes(10));
            assertThat(dials(node)).isZero();
            assertThat(network.time.pendingTasks()).isZero();
        }
    }

    private static long dials(Node node) {
        return node.events.stream()
                .filter(NodeEvent.DialFailed.class::isInstance)
                .count();
    }

    @Test
    void aPeerThatAcceptsAndClosesIsNotDialledInALoop() {
        try (network) {
            RawEnd closing = RawEnd.listening(network, 1);
            closing.closeAtOnce = true;
            Node node = start(0, 0, 1);
            network.advance(Duration.ofMinutes(5));
            assertThat(closing.accepted).isBetween(5, 25);
            assertThat(node.links()).isZero();
        }
    }

    @Test
    void o08_aSilentDiallerIsCutAfterTheTimeout() {
        try (network) {
            Node node = start(0, 0, 1);
            RawEnd dialler = RawEnd.dialling(network, 0);
            network.advance(Duration.ofSeconds(29));
            assertThat(dialler.closed).isEmpty();
            network.advance(Duration.ofSeconds(2));
            assertThat(dialler.closed).hasSize(1);
            assertThat(node.drops(OrbsDropReasons.SILENCE)).isEqualTo(1);
        }
    }

    @Test
    void keepalivesKeepAnIdleLinkUp() {
        try (network) {
            start(0, 0, 1);
            RawEnd dialler = RawEnd.dialling(network, 0);
            for (int i = 0; i < 10; i++) {
                network.advance(Duration.ofSeconds(20));
                dialler.send(PayloadFrame.KEEPALIVE);
            }
            assertThat(dialler.closed).isEmpty();
        }
    }

    @Test
    void anAnswerOnADialledConnectionEndsIt() {
        try (network) {
            RawEnd talking = RawEnd.listening(network, 1);
            Node node = start(0, 0, 1);
            network.until(() -> node.links() == 1);
            talking.send(PayloadFrame.encode(List.of(Bytes.utf8("hello"))));
            network.advance(Duration.ofMillis(1));
            assertThat(node.drops(OrbsDropReasons.UNEXPECTED_DATA)).isEqualTo(1);
            assertThat(talking.closed).hasSize(1);
        }
    }

    @Test
    void aThousandReconnectsLeaveNothingBehind() {
        try (network) {
            Reconnect quick = Reconnect.every(Duration.ofMillis(100));
            Node node = network.start(0, config -> config.withReconnect(quick), OrbsNetwork.members(0, 1));
            RawEnd end = RawEnd.listening(network, 1);
            int tasks = 0;
            for (int i = 0; i < 1_000; i++) {
                network.until(() -> node.links() == 1);
                node.send(Recipients.ALL, "once");
                network.time.settle();
                end.connections.get(end.connections.size() - 1).close(CloseReason.local("test"));
                network.until(() -> node.links() == 0);
                if (i == 10) {
                    network.advance(Duration.ofSeconds(31));
                    tasks = network.time.pendingTasks();
                }
            }
            network.advance(Duration.ofSeconds(31));
            assertThat(end.accepted).isGreaterThanOrEqualTo(1_000);
            assertThat(network.time.pendingTasks()).isLessThanOrEqualTo(tasks + 2);
            assertThat(node.gossip.peers().all()).hasSizeLessThanOrEqualTo(1);
        }
    }
}
