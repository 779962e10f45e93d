package dev.gossip.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork<String, Integer> network = new VirtualNetwork<>(time, new SplittableRandom(1));
    private final List<String> heard = new ArrayList<>();

    private void attach(String... names) {
        for (String name : names) {
            network.attach(name, (from, value) -> heard.add(from + ">" + name + ":" + value));
        }
    }

    @Test
    void aValueArrivesAfterTheLatency() {
        attach("a", "b");
        network.latency(Duration.ofMillis(5), Duration.ZERO);
        network.send("a", "b", 1);
        time.advance(Duration.ofMillis(4));
        assertThat(heard).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(heard).containsExactly("a>b:1");
        assertThat(network.carried()).isEqualTo(1);
        assertThat(network.lost()).isZero();
    }

    @Test
    void withoutJitterOrderIsKept() {
        attach("a", "b");
        for (int i = 0; i < 5; i++) {
            network.send("a", "b", i);
        }
        time.advance(Duration.ofMillis(1));
        assertThat(heard).containsExactly("a>b:0", "a>b:1", "a>b:2", "a>b:3", "a>b:4");
    }

    @Test
    void jitterStaysInItsRangeAndReorders() {
        attach("a");
        List<Integer> order = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        network.attach("b", (from, value) -> {
            order.add(value);
            times.add(time.nanoTime());
        });
        network.latency(Duration.ofNanos(100), Duration.ofNanos(50));
        for (int i = 0; i < 200; i++) {
            network.send("a", "b", i);
        }
        time.advance(Duration.ofNanos(150));
        assertThat(times).hasSize(200).allSatisfy(at -> assertThat(at).isBetween(100L, 150L));
        assertThat(order).isNotEqualTo(order.stream().sorted().toList());
    }

    @Test
    void lossTakesItsShare() {
        attach("a", "b");
        network.loss(0.25);
        for (int i = 0; i < 10_000; i++) {
            network.send("a", "b", i);
        }
        time.advance(Duration.ofMillis(1));
        assertThat(network.carried() + network.lost()).isEqualTo(10_000);
        assertThat(network.lost()).isCloseTo(2_500, within(200L));
        assertThat(heard).hasSize((int) network.carried());
    }

    @Test
    void certainLossLosesAll() {
        attach("a", "b");
        network.loss(1);
        network.send("a", "b", 1);
        time.advance(Duration.ofSeconds(1));
        assertThat(heard).isEmpty();
        assertThat(network.lost()).isEqualTo(1);
    }

    @Test
    void islandsDoNotHearEachOtherUntilHealed() {
        attach("a", "b", "c", "d", "e");
        network.partition(List.of(Set.of("a", "b"), Set.of("c")));
        assertThat(network.reachable("a", "b")).isTrue();
        assertThat(network.reachable("a", "c")).isFalse();
        assertThat(network.reachable("a", "d")).isFalse();
        assertThat(network.reachable("d", "e"))
                .as("parties not named share an island")
                .isTrue();
        network.send("a", "c", 1);
        network.heal();
        network.send("a", "c", 2);
        time.advance(Duration.ofMillis(1));
        assertThat(heard).containsExactly("a>c:2");
    }

    @Test
    void aSecondPartitionReplacesTheFirst() {
        attach("a", "b", "c");
        network.partition(List.of(Set.of("a")));
        network.partition(List.of(Set.of("c")));
        assertThat(network.reachable("a", "b")).isTrue();
        assertThat(network.reachable("b", "c")).isFalse();
    }

    @Test
    void whatIsUnderWayIsLostWhenTheNetworkSplits() {
        attach("a", "b");
        network.send("a", "b", 1);
        network.partition(List.of(Set.of("a")));
        time.advance(Duration.ofMillis(1));
        assertThat(heard).isEmpty();
        assertThat(network.lost()).isEqualTo(1);
    }

    @Test
    void aStoppedPartyIsSilentUntilItIsAttachedAgain() {
        attach("a", "b");
        network.stop("b");
        network.send("a", "b", 1);
        network.send("b", "a", 2);
        time.advance(Duration.ofMillis(1));
        assertThat(heard).isEmpty();
        attach("b");
        network.send("a", "b", 3);
        time.advance(Duration.ofMillis(1));
        assertThat(heard).containsExactly("a>b:3");
    }

    @Test
    void nobodyHearsWhatIsSentToAStranger() {
        attach("a");
        network.send("a", "nobody", 1);
        time.advance(Duration.ofSeconds(1));
        assertThat(network.lost()).isEqualTo(1);
    }

    @Test
    void theSeedDecidesEverything() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    private static List<String> run(long seed) {
        VirtualTime clock = new VirtualTime();
        VirtualNetwork<Integer, Integer> random = new VirtualNetwork<Integer, Integer>(
                        clock, new SplittableRandom(seed))
                .latency(Duration.ofMillis(1), Duration.ofMillis(9))
                .loss(0.3);
        List<String> log = new ArrayList<>();
        for (int party = 0; party < 4; party++) {
            int own = party;
            random.attach(own, (from, value) -> {
                log.add(from + ">" + own + ":" + value + "@" + clock.nanoTime());
                if (value > 0) {
                    random.send(own, (own + 1) % 4, value - 1);
                    random.send(own, (own + 2) % 4, value - 1);
                }
            });
        }
        random.send(0, 1, 6);
        random.send(2, 3, 6);
        clock.advance(Duration.ofSeconds(1));
        return log;
    }
}
