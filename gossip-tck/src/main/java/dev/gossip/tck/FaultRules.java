package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Peers that vanish, stall, storm or never were. */
interface FaultRules {

    @Test
    @DisplayName("T27 A peer that stops halfway is closed, and half a frame is no frame")
    default void t27HalfOpenIsClosed(TransportBench bench) {
        if (!bench.meetsStrangers()) {
            return;
        }
        Bytes whole = Payloads.random(300, 3);
        byte[] stream = LengthPrefix.stream(List.of(whole, whole));
        for (int missing : new int[] {1, 299, 301, 304}) {
            Events far = new Events();
            try (Visit stranger = bench.stranger(bench.listen(bench.options(), far))) {
                stranger.write(stream, 0, stream.length - missing);
                stranger.halfClose();
                bench.patience().get("a half-open connection to close", far.closed);
                assertThat(far.frames)
                        .as("whole frames before the stream stopped")
                        .containsExactly(whole);
                bench.patience().until("the stranger to be cut off as well", stranger::isCut);
            }
        }
        if (bench.speaksTls()) {
            Events far = new Events();
            LinkOptions hasty = bench.secured(ContractTls.ALICE, Duration.ofMillis(200));
            try (Visit silent = bench.stranger(bench.listen(hasty, far))) {
                bench.patience().until("a stranger that says nothing to be cut off at the deadline", silent::isCut);
            }
            try (Visit slow = bench.stranger(bench.listen(hasty, far))) {
                slow.write(new byte[] {22, 3, 1, 64, 0});
                bench.patience()
                        .until(
                                "a stranger that sends its first message byte by byte to be cut off at the deadline",
                                () -> {
                                    bench.patience().giveTimeToRead();
                                    return !slow.tryToWrite(new byte[1]);
                                });
            }
            assertThat(far.opens)
                    .as("open events of strangers that did not finish")
                    .hasValue(0);
        }
    }

    @Test
    @DisplayName("T28 A reset ends its connection only, with one closed event")
    default void t28ResetEndsItsConnection(TransportBench bench) {
        if (!bench.meetsStrangers()) {
            return;
        }
        Events witnessFar = new Events();
        Events far = new Events();
        Queue<Events> prepared = new ConcurrentLinkedQueue<>(List.of(witnessFar, far));
        LinkOptions options = bench.options();
        Listener listener = bench.listen(options, remote -> Optional.ofNullable(prepared.poll()));
        Link witness = bench.link(listener, options, new Events(), witnessFar);
        Visit stranger = bench.stranger(listener);
        stranger.write(LengthPrefix.stream(List.of(Bytes.utf8("hello"))));
        bench.patience().next("the frame before the reset", far.frames);
        Payloads.fill(bench.patience(), far.opened.join(), FramePriority.DATA, 32 << 10, 1 << 20);
        stranger.reset();
        bench.patience().get("a closed event after the reset", far.closed);
        bench.patience().never("a second closed event", () -> far.closes.get() > 1 || far.late.get() > 0);
        witness.deliver("undisturbed", bench.patience());
    }

    @Test
    @DisplayName("T29 A peer that does not read holds up nobody else")
    default void t29SlowReaderHoldsUpNobody(TransportBench bench) {
        LinkOptions options = bench.marks(64 << 10, 256 << 10, 0);
        List<Link> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Events lazy = new Events().whenOpen(Connection::pauseReading);
            Link link = bench.link(options, new Events(), lazy);
            Payloads.fill(bench.patience(), link.near(), FramePriority.DATA, 32 << 10, TransportBench.SOCKET_BUFFERS);
            slow.add(link);
        }
        Link brisk = bench.link(options, new Events(), new Events());
        for (int i = 0; i < 50; i++) {
            brisk.deliver("frame " + i + " beside " + slow.size() + " stalled connections", bench.patience());
        }
        assertThat(slow)
                .as("stalled connections")
                .allSatisfy(link -> assertThat(link.nearEvents().closed).isNotDone());
    }

    @Test
    @DisplayName("T30 A storm of connections is served and leaves nothing behind")
    default void t30StormIsServed(TransportBench bench) {
        int storm = 100;
        Queue<Events> accepted = new ConcurrentLinkedQueue<>();
        LinkOptions options = bench.options();
        Listener listener = bench.listen(options, remote -> {
            Events far = new Events().echoing();
            accepted.add(far);
            return Optional.of(far);
        });
        List<Events> diallers = new ArrayList<>();
        List<CompletionStage<Connection>> dials = new ArrayList<>();
        for (int i = 0; i < storm; i++) {
            Events near = new Events();
            diallers.add(near);
            dials.add(bench.tryConnect(listener.address(), options, near));
        }
        for (int i = 0; i < storm; i++) {
            Connection connection = bench.patience().get("dial " + i + " of a storm", dials.get(i));
            Payloads.insist(bench.patience(), connection, Payloads.numbered(i, 0), FramePriority.DATA);
        }
        for (int i = 0; i < storm; i++) {
            Bytes echo = bench.patience().next("an echo on connection " + i + " of a storm", diallers.get(i).frames);
            assertThat(Payloads.number(echo)).as("the number echoed").isEqualTo(i);
            diallers.get(i).opened.join().close(CloseReason.local("served"));
        }
        for (Events end : diallers) {
            bench.patience().get("a closed event for each dialler", end.closed);
        }
        assertThat(accepted).as("accepted connections").hasSize(storm);
        for (Events end : accepted) {
            bench.patience().get("a closed event for each accepted connection", end.closed);
        }
    }

    @Test
    @DisplayName("T31 A dial to a host that does not answer fails within its deadline, naming the address")
    default void t31DeadHostFailsInTime(TransportBench bench) throws IOException {
        String where = "a dial to a port where nobody listens";
        if (!bench.traits().strangers()) {
            PeerAddress somebody = bench.listen(bench.options(), new Events()).address();
            expectFailure(bench, where, somebody.withPort(somebody.port() ^ 1), bench.options());
        }
        if (!bench.meetsStrangers()) {
            return;
        }
        try (DeadHost gone = bench.goneHost()) {
            expectFailure(bench, where, gone.address(), bench.options());
        }
        Duration hasty = Duration.ofMillis(200);
        try (DeadHost full = bench.fullHost()) {
            expectFailure(bench, "a dial to a host that lets nobody in", full.address(), bench.timeout(hasty));
        }
        if (bench.speaksTls()) {
            try (DeadHost mute = bench.muteHost()) {
                LinkOptions options = bench.secured(ContractTls.BOB, hasty);
                expectFailure(bench, "a dial to a host that accepts and says nothing", mute.address(), options);
            }
        }
    }

    private static void expectFailure(TransportBench bench, String what, PeerAddress address, LinkOptions options) {
        Events near = new Events();
        Throwable failure = bench.patience()
                .failure(what + " to fail within its connect timeout", bench.tryConnect(address, options, near));
        assertThat(failure).as("the address in the error").hasMessageContaining(address.hostAndPort());
        assertThat(near.opens).as("open events of " + what).hasValue(0);
    }
}
