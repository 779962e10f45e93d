package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossip.api.Recipients;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Ten minutes of accidents on every link, in virtual time. */
class TamperingTest {

    private static final int NODES = 5;
    private static final Duration ROUND = Duration.ofMillis(600);

    /** Some for each link and each message on its way; far below the number of messages sent. */
    private static final int MOST_TASKS = 1_000;

    private static final Forwarding ALWAYS =
            new Forwarding(true, 2, 3, 1_000, Duration.ofMillis(200), 1 << 20, 64, 64 << 20, Duration.ofSeconds(60));

    private static String run(long seed, Duration span) {
        return run(seed, span, new TamperingTransport(new SplittableRandom(seed)));
    }

    private static String run(long seed, Duration span, TamperingTransport transport) {
        try (OrbsNetwork network = new OrbsNetwork(seed)) {
            network.transport = transport;
            UnaryOperator<OrbsConfig> change =
                    config -> config.withForwarding(ALWAYS).withReconnect(Reconnect.every(Duration.ofMillis(200)));
            for (int i = 0; i < NODES; i++) {
                network.start(i, change, OrbsNetwork.nodes(0, NODES));
            }
            int rounds = (int) span.dividedBy(ROUND);
            int mostTasks = 0;
            for (int round = 0; round < rounds; round++) {
                for (Node node : network.all()) {
                    node.send(Recipients.ALL, "small " + node.number + " " + round);
                }
                network.node(round % NODES).send(Recipients.ALL, "large " + round + "x".repeat(2_000));
                network.advance(ROUND);
                mostTasks = Math.max(mostTasks, network.time.pendingTasks());
            }
            assertThat(mostTasks).as("tasks waiting, seed %d", seed).isLessThan(MOST_TASKS);
            int received = network.all().stream()
                    .mapToInt(node -> node.received.size())
                    .sum();
            assertThat(received).as("received, seed %d", seed).isGreaterThan(rounds * NODES);
            transport.on = false;
            network.advance(Duration.ofSeconds(5));
            network.untilLinked();
            network.all().forEach(node -> node.received.clear());
            network.node(0).send(Recipients.ALL, "calm");
            network.advance(OrbsNetwork.SECOND);
            for (Node node : network.all()) {
                assertThat(node.texts()).as("seed %d", seed).isEqualTo(node.number == 0 ? List.of() : List.of("calm"));
                assertThat(node.drops(DropReason.HANDLER_FAILED))
                        .as("failures, seed %d", seed)
                        .isZero();
            }
            return received + " " + network.counters;
        }
    }

    @Test
    void o39_accidentsNeverStopTheNetwork() {
        long seed = 20_261_121;
        TamperingTransport transport = new TamperingTransport(new SplittableRandom(seed));
        run(seed, Duration.ofMinutes(10), transport);
        for (int percent : new int[] {15, 3, 30, 5}) {
            assertThat(transport.share(percent))
                    .as("accidents of %d percent, seed %d", percent, seed)
                    .isCloseTo(percent, within(1.0));
        }
    }

    @Test
    void o39_aRunIsRepeatedExactlyFromItsSeed() {
        assertThat(run(7, Duration.ofSeconds(20))).isEqualTo(run(7, Duration.ofSeconds(20)));
    }
}
