package dev.gossip.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One bridge between three networks, in virtual time. */
class BridgeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 5);
    private final Hall red = new Hall("red", runtime);
    private final Hall green = new Hall("green", runtime);
    private final Hall blue = new Hall("blue", runtime);
    private final Hall.Door redDoor = red.door("a");
    private final Hall.Door greenDoor = green.door("a");
    private final Hall.Door blueDoor = blue.door("a");
    private Bridge bridge;

    @AfterEach
    void close() {
        if (bridge != null) {
            bridge.close();
        }
        runtime.close();
    }

    private Bridge.Builder builder() {
        return Bridge.builder(runtime).route("orders", redDoor, greenDoor, blueDoor);
    }

    private void start(BridgeLimits limits) {
        bridge = builder().limits(limits).build();
        assertThat(bridge.start().toCompletableFuture()).isCompleted();
    }

    private PortReport at(Hall hall) {
        return bridge.report().stream()
                .filter(report -> report.port().equals(hall.name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsSaidInOneNetworkIsHeardOnceInTheOthers() {
        start(BridgeLimits.DEFAULT);
        red.say("r", "one");
        green.say("g", "two");
        blue.say("b", "three");
        time.advance(MINUTE);

        for (Hall hall : List.of(red, green, blue)) {
            assertThat(hall.audience).containsExactlyInAnyOrder("one", "two", "three");
            assertThat(at(hall))
                    .extracting(PortReport::heard, PortReport::relayed)
                    .containsExactly(1L, 2L);
            assertThat(at(hall).allSuppressed() + at(hall).allDropped()).isZero();
        }
    }

    @Test
    void equalPayloadsThatWereMeantTwiceArriveTwice() {
        start(BridgeLimits.DEFAULT);
        red.say("r", "again");
        red.say("r", "again");
        green.say("g", "again");
        time.advance(MINUTE);

        assertThat(blue.audience).containsExactly("again", "again", "again");
        assertThat(red.audience).hasSize(3);
        assertThat(green.audience).hasSize(3);
    }

    @Test
    void ourOwnWordsAreNotRelayed() {
        start(BridgeLimits.DEFAULT);
        redDoor.hear(Heard.ourselves(Bytes.utf8("echo")));
        time.advance(MINUTE);

        assertThat(green.audience).isEmpty();
        assertThat(at(red).suppressed()).containsExactly(Map.entry("own-echo", 1L));
    }

    @Test
    void orderOfOneSpeakerIsKept() {
        red.slowestMillis = 1;
        start(BridgeLimits.DEFAULT);
        for (int i = 0; i < 50; i++) {
            red.say("r", "n" + i);
        }
        time.advance(MINUTE);

        assertThat(green.audience).isEqualTo(red.audience).hasSize(50);
    }

    @Test
    void aSlowNetworkFillsItsOwnQueueAndDelaysNoOther() {
        greenDoor.mute = true;
        start(BridgeLimits.DEFAULT.withMessages(100, 10, 1_000));
        for (int i = 0; i < 50; i++) {
            red.say("r", "n" + i);
            time.advance(Duration.ofMillis(100));
        }

        assertThat(blue.audience).hasSize(50);
        assertThat(greenDoor.unanswered).hasSize(1);
        assertThat(at(green).dropped()).containsEntry("queue-full", 39L);
        assertThat(at(green).relayed()).isZero();
    }

    @Test
    void theQueueIsBoundedInBytesToo() {
        greenDoor.mute = true;
        start(BridgeLimits.DEFAULT.withMessages(100, 1_000, 250));
        for (int i = 0; i < 5; i++) {
            red.say("r", "x".repeat(100));
            time.advance(Duration.ofMillis(100));
        }

        assertThat(blue.audience).hasSize(5);
        assertThat(at(green).dropped()).containsExactly(Map.entry("queue-full", 3L));
    }

    @Test
    void whoDoesNotAnswerInTimeIsGivenUpAndTheNextMessageFollows() {
        greenDoor.mute = true;
        start(BridgeLimits.DEFAULT);
        red.say("r", "one");
        red.say("r", "two");
        time.advance(MINUTE);
        greenDoor.unanswered.forEach(late -> late.complete(1));
        time.advance(MINUTE);

        assertThat(greenDoor.unanswered).hasSize(2);
        assertThat(at(green).dropped()).containsExactly(Map.entry("refused", 2L));
        assertThat(at(green).relayed()).isZero();
    }

    @Test
    void aNetworkThatIsDownAndOneThatRefusesAreCounted() {
        greenDoor.receivers = 0;
        blueDoor.throwing = true;
        start(BridgeLimits.DEFAULT);
        red.say("r", "one");
        time.advance(MINUTE);
        greenDoor.receivers = 1;
        blueDoor.throwing = false;
        red.say("r", "two");
        time.advance(MINUTE);

        assertThat(at(green).dropped()).containsExactly(Map.entry("no-receiver", 1L));
        assertThat(at(blue).dropped()).containsExactly(Map.entry("refused", 1L));
        assertThat(green.audience).containsExactly("two");
        assertThat(blue.audience).containsExactly("two");
    }

    @Test
    void whatIsTooLargeIsDroppedWhereItWasHeard() {
        start(BridgeLimits.DEFAULT.withMessages(4, 10, 100));
        red.say("r", "12345");
        red.say("r", "1234");
        time.advance(MINUTE);

        assertThat(at(red).dropped()).containsExactly(Map.entry("payload-too-large", 1L));
        assertThat(green.audience).containsExactly("1234");
    }

    /** Bridges that do not know each other send a message round and round; each of them brakes it. */
    @Test
    void aCycleOfBridgesThatDoNotKnowEachOtherEndsHoweverSlowItIs() {
        red.slowestMillis = 9_000;
        start(BridgeLimits.DEFAULT.withRepeats(20));
        try (Bridge stranger = Bridge.builder(runtime)
                .route("also orders", red.door("s"), green.door("s"))
                .limits(BridgeLimits.DEFAULT.withRepeats(20))
                .build()) {
            stranger.start();
            red.say("r", "round");
            time.advance(Duration.ofMinutes(10));
            int after = red.audience.size();
            time.advance(Duration.ofHours(1));

            assertThat(red.audience).hasSize(after).hasSizeBetween(5, 100);
            assertThat(at(red).dropped()).containsKey("repeated");
        }
    }

    @Test
    void aClosedBridgeIsSilentAndCountsWhatItLost() {
        red.slowestMillis = 1;
        greenDoor.mute = true;
        start(BridgeLimits.DEFAULT);
        red.say("r", "one");
        red.say("r", "two");
        time.advance(Duration.ofSeconds(1));
        bridge.close();
        bridge.close();
        red.say("r", "three");
        time.advance(MINUTE);

        assertThat(blue.audience).containsExactly("one", "two");
        assertThat(at(green).dropped()).containsEntry("closed", 1L);
    }

    @Test
    void whatDoesNotFitIsSaidBeforeAnythingStarts() {
        assertThatThrownBy(() -> Bridge.builder(runtime).build())
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("route(...)");
        assertThatThrownBy(
                        () -> Bridge.builder(runtime).route("lonely", redDoor).build())
                .hasMessageContaining("'lonely'")
                .hasMessageContaining("two ports");
        assertThatThrownBy(() -> builder().route("orders", redDoor, greenDoor)).hasMessageContaining("'orders'");
        assertThatThrownBy(
                        () -> builder().route("other", redDoor, green.door("x")).build())
                .hasMessageContaining("a port serves one route");
        assertThatThrownBy(() -> Bridge.builder(runtime)
                        .route("twice", red.door("x"), red.door("y"))
                        .build())
                .hasMessageContaining("differ in name");
        assertThatThrownBy(() -> builder().rank(1).build()).hasMessageContaining("otherBridges(...)");
        assertThatThrownBy(() ->
                        builder().otherBridges("red", Hall.id("b")).rank(20).build())
                .hasMessageContaining("window");
        greenDoor.maxPayload = 1_000;
        assertThatThrownBy(() -> builder().build())
                .hasMessageContaining("payloadBytes 1048576")
                .hasMessageContaining("'green'")
                .hasMessageContaining("1000");
    }

    @Test
    void aPortThatCannotListenEndsTheStart() {
        BridgePort refusing = new BridgePort() {
            @Override
            public String name() {
                return "refusing";
            }

            @Override
            public int maxPayload() {
                return 1 << 20;
            }

            @Override
            public CompletionStage<?> open(Listener listener) {
                return CompletableFuture.failedFuture(new GossipException("the topic is too long"));
            }

            @Override
            public CompletionStage<Integer> say(Bytes payload) {
                return CompletableFuture.completedFuture(0);
            }

            @Override
            public void close() {}
        };
        bridge = Bridge.builder(runtime).route("bad", redDoor, refusing).build();

        assertThat(bridge.start().toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("too long");
        red.say("r", "unheard");
        time.advance(MINUTE);
        assertThat(at(red).heard()).isZero();
    }
}
