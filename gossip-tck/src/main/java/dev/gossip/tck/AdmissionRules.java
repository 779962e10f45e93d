package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.InboundLimits;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much one host may take up before anybody knows who is calling. */
interface AdmissionRules {

    InboundLimits WIDE = new InboundLimits(1_000, 1_000_000, 1_000_000, 1_000, 1_000);

    @Test
    @DisplayName("T32 Connections of one host are limited before anybody is asked about them")
    default void t32ConnectionsPerHostAreLimited(TransportBench bench) {
        int limit = 3;
        Doorkeeper door = new Doorkeeper();
        Listener listener = bench.listen(bench.options().withInbound(WIDE.withConnectionsPerHost(limit)), door);
        List<Connection> guests = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            guests.add(served(bench, listener, bench.options())
                    .orElseThrow(() -> new AssertionError("expected the limit of " + limit + " to be reached first")));
        }
        if (isUnlimited(bench, listener, door)) {
            return;
        }
        assertThat(served(bench, listener, bench.options()))
                .as("whether connection %d of a host that may have %d is served", limit + 1, limit)
                .isEmpty();
        expectReason(bench, door, DropReason.TOO_MANY_FROM_HOST);
        assertThat(door.asked)
                .as("connections that the acceptor was asked about")
                .hasValue(limit);
        guests.get(0).close(CloseReason.local("makes room"));
        bench.patience()
                .until(
                        "the place of a closed connection to be free again",
                        () -> served(bench, listener, bench.options()).isPresent());
    }

    @Test
    @DisplayName("T33 A host that connects too often has to wait")
    default void t33ConnectRateIsLimited(TransportBench bench) {
        int burst = 4;
        Doorkeeper door = new Doorkeeper();
        Listener listener = bench.listen(bench.options().withInbound(WIDE.withConnectRate(1, burst)), door);
        for (int i = 0; i < burst; i++) {
            assertThat(served(bench, listener, bench.options()))
                    .as("whether connection %d of a burst of %d is served", i + 1, burst)
                    .isPresent();
        }
        if (isUnlimited(bench, listener, door)) {
            return;
        }
        // More than one: places come back while the dials of a slow machine take their time.
        boolean refused = false;
        for (int i = 0; i < 10 * burst && !refused; i++) {
            refused = served(bench, listener, bench.options()).isEmpty();
        }
        assertThat(refused)
                .as("whether a host that may connect once per second is ever refused")
                .isTrue();
        expectReason(bench, door, DropReason.CONNECTS_TOO_FAST);
        bench.patience()
                .until(
                        "the host to be served after a while",
                        () -> served(bench, listener, bench.options()).isPresent());
    }

    @Test
    @DisplayName("T34 TLS handshakes in progress are limited, of one host and of all")
    default void t34HandshakesAreLimited(TransportBench bench) {
        if (!bench.speaksTls() || !bench.meetsStrangers()) {
            return;
        }
        Duration distant = bench.patience().limit().multipliedBy(10);
        LinkOptions patient = bench.secured(ContractTls.ALICE, distant);
        LinkOptions dialling = bench.secured(ContractTls.BOB);
        Doorkeeper door = new Doorkeeper();
        Listener listener = bench.listen(patient.withInbound(WIDE.withHandshakes(10, 2)), door);
        for (int i = 0; i < 3; i++) {
            assertThat(served(bench, listener, dialling))
                    .as("whether a peer is served when no handshake is in progress")
                    .isPresent();
        }
        try (Visit first = bench.stranger(listener);
                Visit second = bench.stranger(listener);
                Visit third = bench.stranger(listener)) {
            if (!bench.traits().hostLimits()) {
                assertThat(served(bench, listener, dialling))
                        .as("whether a peer is served beside silent strangers, without limits")
                        .isPresent();
                assertThat(door.turnedAway).as("connections turned away").isEmpty();
                return;
            }
            assertThat(third.isCut())
                    .as("whether the third silent stranger of a host that may have two is cut")
                    .isTrue();
            expectReason(bench, door, DropReason.TOO_MANY_HANDSHAKES_FROM_HOST);
            first.halfClose();
            second.halfClose();
            bench.patience()
                    .until(
                            "a peer to be served after the strangers have left",
                            () -> served(bench, listener, dialling).isPresent());
        }
        Doorkeeper strict = new Doorkeeper();
        Listener narrow = bench.listen(patient.withInbound(WIDE.withHandshakes(1, 1)), strict);
        try (Visit first = bench.stranger(narrow);
                Visit second = bench.stranger(narrow)) {
            assertThat(second.isCut())
                    .as("whether the second of two silent strangers is cut if one handshake may be in progress")
                    .isTrue();
            expectReason(bench, strict, DropReason.TOO_MANY_HANDSHAKES);
            first.halfClose();
            bench.patience()
                    .until(
                            "a peer to be served after the first has left",
                            () -> served(bench, narrow, dialling).isPresent());
        }
        Doorkeeper hasty = new Doorkeeper();
        try (Visit silent =
                bench.stranger(bench.listen(bench.secured(ContractTls.ALICE, Duration.ofMillis(200)), hasty))) {
            bench.patience().until("a silent stranger to be cut at the connect timeout", silent::isCut);
            expectReason(bench, hasty, DropReason.HANDSHAKE_FAILED);
        }
    }

    @Test
    @DisplayName("T35 Ten thousand connects of one host leave the listener up, and each is counted")
    default void t35FloodIsSurvived(TransportBench bench) {
        if (!bench.meetsStrangers()) {
            return;
        }
        LinkOptions plain = bench.options();
        flood(bench, plain, plain, new byte[0]);
        if (bench.traits().hostLimits() && bench.speaksTls()) {
            byte[] half = {22, 3, 1, 2, 0, 1, 0};
            flood(bench, bench.secured(ContractTls.ALICE), bench.secured(ContractTls.BOB), half);
        }
    }

    private static void flood(TransportBench bench, LinkOptions listening, LinkOptions dialling, byte[] hello) {
        int flood = 10_000;
        Doorkeeper door = new Doorkeeper();
        Listener listener = bench.listen(listening, door);
        Events near = new Events();
        Connection witness = bench.connect(listener, dialling, near);
        if (isUnlimited(bench, listener, door)) {
            return;
        }
        Footprint before = Footprint.now();
        for (int i = 1; i <= flood; i++) {
            Visit stranger = bench.stranger(listener);
            stranger.tryToWrite(hello);
            stranger.reset();
            if (i % (flood / 10) == 0) {
                assertThat(witness.offer(Payloads.numbered(i, 0), FramePriority.DATA))
                        .as("an offer on a connection that was there before a flood")
                        .isEqualTo(SendResult.ACCEPTED);
                Bytes echo = bench.patience().next("an echo after " + i + " connects of a flood", near.frames);
                assertThat(Payloads.number(echo)).as("the number echoed").isEqualTo(i);
            }
        }
        bench.patience()
                .until(
                        "the acceptor to be asked or told about each of " + flood + " connects and the one before them",
                        () -> door.asked.get() + door.limited() == flood + 1);
        assertThat(door.limited())
                .as("connects of a flood that a limit refused")
                .isPositive();
        bench.patience()
                .until(
                        "threads and files of a flood to be given back",
                        () -> Footprint.now().isWithin(50, before));
        bench.patience()
                .until(
                        "a peer to be served after a flood",
                        () -> served(bench, listener, dialling).isPresent());
    }

    /** The connection of a dialler that has heard its echo; empty if it was not let in. */
    private static Optional<Connection> served(TransportBench bench, Listener listener, LinkOptions options) {
        Events near = new Events().whenOpen(connection -> connection.offer(Bytes.utf8("hello"), FramePriority.DATA));
        CompletionStage<Connection> dial = bench.tryConnect(listener.address(), options, near);
        if (!bench.patience().succeeds("an answer to a dial", dial)) {
            return Optional.empty();
        }
        bench.patience()
                .until("an echo or the end of a connection", () -> !near.frames.isEmpty() || near.closed.isDone());
        return near.frames.isEmpty() ? Optional.empty() : Optional.of(near.opened.join());
    }

    /** Whether the transport keeps no limits. If so, checks that it really lets everybody in and counts nobody. */
    private static boolean isUnlimited(TransportBench bench, Listener listener, Doorkeeper door) {
        if (bench.traits().hostLimits()) {
            return false;
        }
        for (int i = 0; i < 5; i++) {
            assertThat(served(bench, listener, bench.options()))
                    .as("whether a transport that declares no limits per host serves everybody")
                    .isPresent();
        }
        assertThat(door.turnedAway)
                .as("connections turned away by a transport that declares no limits per host")
                .isEmpty();
        return true;
    }

    private static void expectReason(TransportBench bench, Doorkeeper door, DropReason reason) {
        bench.patience()
                .until(
                        "the acceptor to be told that a connection was turned away with reason " + reason + ", not "
                                + door.turnedAway,
                        () -> door.turnedAway.contains(reason));
    }
}
