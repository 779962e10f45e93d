package dev.gossip.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bridges that know each other between the same three networks, so that every message could go in circles. */
class TwoBridgesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private VirtualRuntime runtime = new VirtualRuntime(time, 5);
    private List<Hall> halls = halls();
    private final List<Bridge> bridges = new ArrayList<>();

    private List<Hall> halls() {
        return List.of(new Hall("red", runtime), new Hall("green", runtime), new Hall("blue", runtime));
    }

    @AfterEach
    void close() {
        bridges.forEach(Bridge::close);
        runtime.close();
    }

    /** @param names of all bridges, in the order of their ranks */
    private Hall.Door[] bridge(int rank, String... names) {
        Hall.Door[] doors = halls.stream().map(hall -> hall.door(names[rank])).toArray(Hall.Door[]::new);
        Bridge.Builder builder = Bridge.builder(runtime).route("orders", doors).rank(rank);
        for (int other = 0; other < names.length; other++) {
            if (other != rank) {
                for (Hall hall : halls) {
                    builder.otherBridges(hall.name, Hall.id(names[other]));
                }
            }
        }
        Bridge made = builder.build();
        bridges.add(made);
        made.start();
        return doors;
    }

    private long suppressed(int bridge, String reason) {
        return bridges.get(bridge).report().stream()
                .mapToLong(report -> report.suppressed().getOrDefault(reason, 0L))
                .sum();
    }

    private long relayed(int bridge) {
        return bridges.get(bridge).report().stream()
                .mapToLong(PortReport::relayed)
                .sum();
    }

    @Test
    void eachMessageIsRelayedByOneOfThemAndNeverBack() {
        bridge(0, "a", "b");
        bridge(1, "a", "b");
        halls.get(0).say("r", "hello");
        time.advance(MINUTE);

        halls.forEach(hall -> assertThat(hall.audience).containsExactly("hello"));
        assertThat(relayed(0)).isEqualTo(2);
        assertThat(relayed(1)).isZero();
        assertThat(suppressed(1, "brought-by-bridge")).isEqualTo(2);
        assertThat(suppressed(1, "said-by-bridge")).isEqualTo(2);
    }

    /** Equal payloads, at the same time in several networks, on ways of random length: nothing is lost, nothing doubled. */
    @Test
    void everyMessageArrivesExactlyOnceWhateverTheDelays() {
        for (long seed = 1; seed <= 60; seed++) {
            runtime.close();
            runtime = new VirtualRuntime(time, seed);
            halls = halls();
            bridges.clear();
            RandomGenerator random = runtime.newRandom("messages");
            int count = 2 + random.nextInt(2);
            String[] names = List.of("a", "b", "c").subList(0, count).toArray(String[]::new);
            for (int rank = 0; rank < count; rank++) {
                bridge(rank, names);
            }
            List<String> said = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                halls.forEach(hall -> hall.slowestMillis = 1 + random.nextLong(900));
                String text = "m" + random.nextInt(10);
                said.add(text);
                halls.get(random.nextInt(3)).say("somebody", text);
                time.advance(Duration.ofMillis(random.nextLong(300)));
            }
            time.advance(MINUTE);
            for (Hall hall : halls) {
                assertThat(hall.audience)
                        .as("%s with %d bridges, seed %d", hall.name, count, seed)
                        .containsExactlyInAnyOrderElementsOf(said);
            }
        }
    }

    @Test
    void theSecondStandsInWhenTheFirstIsGoneAndWhereItCannotSpeak() {
        Hall.Door[] first = bridge(0, "a", "b");
        bridge(1, "a", "b");
        first[1].receivers = 0;
        halls.get(0).say("r", "half");
        time.advance(MINUTE);
        bridges.get(0).close();
        halls.get(0).say("r", "whole");
        time.advance(MINUTE);

        halls.forEach(hall -> assertThat(hall.audience).containsExactly("half", "whole"));
        assertThat(relayed(0)).isEqualTo(1);
        assertThat(relayed(1)).isEqualTo(3);
    }

    @Test
    void aClientOfTheSecondBridgesNodeNeedNotWait() {
        bridge(0, "a", "b");
        Hall.Door[] second = bridge(1, "a", "b");
        second[0].hear(Heard.ourClient(Bytes.utf8("quick")));
        time.advance(Duration.ofSeconds(1));

        assertThat(halls.get(1).audience).containsExactly("quick");
        assertThat(halls.get(2).audience).containsExactly("quick");
    }

    @Test
    void aNetworkThatDoesNotTellWhoSpeaksIsNotRelayedFromBesideOtherBridges() {
        bridge(0, "a", "b");
        bridge(1, "a", "b");
        halls.get(0).tellsWho = false;
        halls.get(0).say("r", "anonymous");
        time.advance(MINUTE);

        assertThat(halls.get(1).audience).isEmpty();
        assertThat(bridges.get(0).report().get(0).dropped()).containsEntry("unknown-speaker", 1L);
    }
}
