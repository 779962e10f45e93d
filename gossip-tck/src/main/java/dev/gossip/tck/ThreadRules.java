package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is called by whom, and what a bad handler can break. */
interface ThreadRules {

    @Test
    @DisplayName("T18 The events of one connection are serial")
    default void t18EventsAreSerial(TransportBench bench) {
        writableWaitsForFrame(bench);
        AtomicInteger received = new AtomicInteger();
        Events far = new Events().whenFrame((connection, frame) -> {
            received.incrementAndGet();
            connection.offer(frame, FramePriority.DATA);
        });
        Events near = new Events().whenFrame((connection, frame) -> {});
        Link link = bench.link(bench.marks(4 << 10, 16 << 10, 0), near, far);
        int each = 300;
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            callers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < each; i++) {
                    Payloads.insist(bench.patience(), link.near(), Payloads.numbered(i, 1_000), FramePriority.DATA);
                    link.near().pauseReading();
                    link.near().resumeReading();
                }
            }));
        }
        callers.forEach(caller -> bench.patience().get("all frames to be accepted", caller));
        bench.patience().until("all frames to arrive", () -> received.get() == 2 * each);
        link.near().close(CloseReason.local("done"));
        bench.patience().get("the closed event", near.closed);
        bench.patience().get("the other end's closed event", far.closed);
        assertThat(near.concurrent)
                .as("events at the dialling end during another one")
                .hasValue(0);
        assertThat(far.concurrent)
                .as("events at the accepting end during another one")
                .hasValue(0);
    }

    private static void writableWaitsForFrame(TransportBench bench) {
        CompletableFuture<Void> looked = new CompletableFuture<>();
        Events near = new Events();
        Events far = new Events().whenOpen(Connection::pauseReading).whenFrame((connection, frame) -> {});
        near.whenFrame((connection, frame) -> {
            far.opened.join().resumeReading();
            // A transport that writes on this thread cannot go on before this returns, and need not.
            bench.patience().within(bench.patience().limit().dividedBy(20), () -> near.concurrent.get() > 0);
            looked.complete(null);
        });
        Link link = bench.link(bench.marks(64 << 10, 128 << 10, 0), near, far);
        Payloads.fill(bench.patience(), link.near(), FramePriority.DATA, 32 << 10, TransportBench.SOCKET_BUFFERS);
        link.far().offer(Bytes.utf8("busy"), FramePriority.DATA);
        bench.patience().get("a frame event", looked);
        assertThat(near.concurrent).as("events during a frame event").hasValue(0);
    }

    @Test
    @DisplayName("T19 Offer, pause, resume and close may be called in a callback, and call nothing back inside it")
    default void t19CallbacksMayCall(TransportBench bench) {
        Events far = new Events().whenFrame((connection, frame) -> {
            connection.pauseReading();
            connection.offer(frame, FramePriority.DATA);
            connection.resumeReading();
        });
        AtomicInteger echoes = new AtomicInteger();
        Events near = new Events()
                .whenOpen(connection -> {
                    for (int i = 0; i < 10; i++) {
                        connection.offer(Payloads.numbered(i, 10), FramePriority.DATA);
                    }
                })
                .whenFrame((connection, frame) -> {
                    if (echoes.incrementAndGet() == 10) {
                        connection.close(CloseReason.local("ten echoes"));
                        connection.offer(frame, FramePriority.DATA);
                        connection.close(CloseReason.local("twice"));
                    }
                });
        Link link = bench.link(bench.options(), near, far);
        CloseReason reason = bench.patience().get("the close in a callback to be carried out", near.closed);
        assertThat(reason.detail()).isEqualTo("ten echoes");
        bench.patience().get("the close to reach the other end", far.closed);
        for (Events end : List.of(link.nearEvents(), link.farEvents())) {
            assertThat(end.nested).as("events called inside another one").hasValue(0);
        }
    }

    @Test
    @DisplayName("T20 A handler or acceptor that throws costs its own connection only")
    default void t20ThrowingHandlerCostsItsConnection(TransportBench bench) {
        Queue<Events> prepared = new ConcurrentLinkedQueue<>();
        AtomicBoolean acceptorFails = new AtomicBoolean();
        LinkOptions options = bench.options();
        Listener listener = bench.listen(options, remote -> {
            if (acceptorFails.getAndSet(false)) {
                throw new IllegalStateException("an acceptor fails on purpose");
            }
            return Optional.ofNullable(prepared.poll());
        });
        Events witnessFar = new Events();
        prepared.add(witnessFar);
        Link witness = bench.link(listener, options, new Events(), witnessFar);

        for (@Nullable
        Error unchecked : new @Nullable Error[] {null, new AssertionError("a handler fails on purpose")}) {
            Events inFrame = new Events().whenFrame((connection, frame) -> fail(unchecked));
            prepared.add(inFrame);
            Link link = bench.link(listener, options, new Events(), inFrame);
            link.near().offer(Bytes.utf8("provoke"), FramePriority.DATA);
            CloseReason reason = bench.patience()
                    .get("the connection of a handler that throws in a frame event to close", inFrame.closed);
            assertThat(reason.reason()).as("the countable reason").isEqualTo(DropReason.HANDLER_FAILED);
            bench.patience().get("its other end to close", link.nearEvents().closed);
            witness.deliver("after a frame event", bench.patience());
        }

        Events inOpen = new Events().whenOpen(connection -> fail(null));
        prepared.add(inOpen);
        expectEnd(bench, listener, options);
        bench.patience().get("the connection of a handler that throws in the open event to close", inOpen.closed);
        witness.deliver("after an open event", bench.patience());

        Events inClosed = new Events().whenClosed(() -> fail(null));
        prepared.add(inClosed);
        Link ended = bench.link(listener, options, new Events(), inClosed);
        ended.near().close(CloseReason.local("provoke"));
        bench.patience().get("the closed event", inClosed.closed);
        witness.deliver("after a closed event", bench.patience());

        acceptorFails.set(true);
        expectEnd(bench, listener, options);
        witness.deliver("after the acceptor", bench.patience());
        Events next = new Events();
        prepared.add(next);
        bench.link(listener, options, new Events(), next).deliver("the listener lives on", bench.patience());
        assertThat(witness.nearEvents().closes)
                .as("closed events of the witness")
                .hasValue(0);
    }

    private static void fail(@Nullable Error unchecked) {
        if (unchecked != null) {
            throw unchecked;
        }
        throw new IllegalStateException("a handler fails on purpose");
    }

    private static void expectEnd(TransportBench bench, Listener listener, LinkOptions options) {
        Events near = new Events();
        if (bench.patience().succeeds("an answer to a dial", bench.tryConnect(listener.address(), options, near))) {
            bench.patience().get("the connection to end at the dialler", near.closed);
        }
    }

    @Test
    @DisplayName("T21 Threads have names that say gossip, and none is left")
    default void t21ThreadsAreNamedAndEnd(TransportBench bench) {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        GossipRuntime runtime = bench.newRuntime();
        Events near = new Events();
        Events far = new Events();
        Listener listener = bench.patience()
                .get(
                        "a listener",
                        bench.transport()
                                .listen(bench.anyPort(), bench.options(), remote -> Optional.of(far), runtime));
        Connection dialled = bench.patience()
                .get("a connection", bench.transport().connect(listener.address(), bench.options(), near, runtime));
        Connection accepted = bench.patience().get("an open event", far.opened);
        new Link(dialled, near, accepted, far).deliver("hello", bench.patience());
        Set<Thread> working = new HashSet<>(Thread.getAllStackTraces().keySet());
        working.removeAll(before);
        runtime.close();
        for (Events end : List.of(near, far)) {
            assertThat(end.threads)
                    .as("threads that called the handler")
                    .allSatisfy(thread -> assertThat(thread.getName()).contains("gossip"));
        }
        bench.patience()
                .until(
                        "no thread to be left after the runtime was closed",
                        () -> left(working).isEmpty());
    }

    private static Set<String> left(Set<Thread> working) {
        return working.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
                .collect(Collectors.toSet());
    }
}
