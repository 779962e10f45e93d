package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.StandardRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that accepts and never reads, on real sockets, while the network changes and messages flow. */
@Timeout(180)
class FrozenPeerTest {

    private static final int ROUNDS = 40;
    private static final int SENDS = 200;
    private static final int ROUNDS_PER_MEMBERSHIP = 10;
    private static final NodeId HEALTHY = OrbsNetwork.id(1);
    private static final NodeId FROZEN = OrbsNetwork.id(4);
    private static final Bytes CONTENT = Bytes.wrap(new byte[16 << 10]);

    /** The queues of topics hold all of a round, so that nothing is lost on a busy machine. */
    private static final UnaryOperator<OrbsConfig> ROOMY =
            config -> config.withQueues(QueueLimits.DEFAULT.withTopicQueue(OrbsTopic.TRANSACTION_RELAY, 3 * SENDS));

    private final ExecutorService changer = Executors.newSingleThreadExecutor();

    /**
     * In turns with the measured sends another node, whose peers are well and whose network does not change, sends the same:
     * what its sends take is the machine's part.
     */
    @Test
    void o24_o27_o29_sendsGoOnBesideAFrozenPeerWhileTheNetworkChanges() throws Exception {
        try (StandardRuntime clock = StandardRuntime.create();
                RawListener frozen = new RawListener();
                HangingListener hanging = new HangingListener();
                SocketNode sender = SocketNode.on("netty", 0, ROOMY);
                SocketNode healthy = SocketNode.on("netty", 1, ROOMY);
                SocketNode control = SocketNode.on("netty", 2, ROOMY);
                SocketNode other = SocketNode.on("netty", 3, ROOMY)) {
            SendTimes besideFrozen = new SendTimes(clock.time());
            SendTimes undisturbed = new SendTimes(clock.time());
            sender.peer.topology(List.of(sender.member(0), healthy.member(1), frozen.member(4)));
            control.peer.topology(List.of(healthy.member(1), control.member(2), other.member(3)));
            sender.untilLinked(2);
            control.untilLinked(2);
            int congested = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<OrbsNode> next = new ArrayList<>(List.of(sender.member(0), healthy.member(1)));
                if (round / ROUNDS_PER_MEMBERSHIP % 2 == 0) {
                    next.add(frozen.member(4));
                }
                next.add(hanging.member(50 + round));
                changer.execute(() -> sender.peer.topology(next));
                congested += send(sender, besideFrozen);
                send(control, undisturbed);
                arrived(healthy, 2 * SENDS);
                arrived(other, SENDS);
                if (round == 2 * ROUNDS_PER_MEMBERSHIP) {
                    sender.until("the peer that is back is dialled", () -> frozen.waiting() == 2);
                }
            }
            System.out.println("sends beside a frozen peer: " + besideFrozen);
            System.out.println("sends without one:          " + undisturbed);
            assertThat(congested)
                    .as("sends that found the frozen peer's queue full")
                    .isGreaterThan(SENDS);
            assertThat(sender.events).noneMatch(FrozenPeerTest::endsLinkToHealthyPeer);
            assertThat(besideFrozen.longestWait())
                    .isLessThan(Duration.ofMillis(10).plus(undisturbed.longestWait()));
        } finally {
            changer.shutdownNow();
        }
    }

    private static boolean endsLinkToHealthyPeer(NodeEvent event) {
        return event instanceof NodeEvent.LinkDown down && down.peer().id().equals(Optional.of(HEALTHY));
    }

    /** @return how many of the sends were refused for the frozen peer */
    private static int send(SocketNode from, SendTimes times) {
        int congested = 0;
        for (int i = 0; i < SENDS; i++) {
            Map<NodeId, SendResult> results = times.measured(
                    () -> from.peer.send(OrbsTopic.TRANSACTION_RELAY, 1, Recipients.ALL, List.of(CONTENT)));
            assertThat(results).containsEntry(HEALTHY, SendResult.ACCEPTED);
            congested += results.get(FROZEN) == SendResult.CONGESTED ? 1 : 0;
        }
        return congested;
    }

    private static void arrived(SocketNode node, int messages) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            assertThat(node.next()).containsExactly(CONTENT);
        }
    }
}
