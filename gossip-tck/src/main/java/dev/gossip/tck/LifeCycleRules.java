package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.CloseReason.Initiator;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the bound port to the last event. */
interface LifeCycleRules {

    @Test
    @DisplayName("T01 The real port is reported")
    default void t01RealPortIsReported(TransportBench bench) {
        Events first = new Events();
        Events second = new Events();
        Listener one = bench.listen(bench.options(), first);
        Listener two = bench.listen(bench.options(), second);
        assertThat(one.address().host())
                .as("the host asked for")
                .isEqualTo(bench.anyPort().host());
        assertThat(one.address().port()).as("a real port instead of 0").isNotZero();
        assertThat(two.address().port())
                .as("the ports of two listeners")
                .isNotEqualTo(one.address().port());
        bench.connect(one, bench.options(), new Events());
        bench.patience().get("the first listener to be reached at its port", first.opened);
        assertThat(second.opens).as("connections at the second listener").hasValue(0);
        bench.connect(two, bench.options(), new Events());
        bench.patience().get("the second listener to be reached at its port", second.opened);
    }

    @Test
    @DisplayName("T02 A taken address is refused, naming it")
    default void t02TakenAddressIsRefused(TransportBench bench) {
        Listener listener = bench.listen(bench.options(), new Events());
        PeerAddress taken = listener.address();
        Throwable failure = bench.patience()
                .failure(
                        "listening at the taken address " + taken + " to fail",
                        bench.tryListen(taken, bench.options(), remote -> Optional.of(new Events())));
        assertThat(failure).as("the address in the error").hasMessageContaining(taken.hostAndPort());
    }

    @Test
    @DisplayName("T03 A closed listener stops accepting and disturbs nobody")
    default void t03ClosedListenerDisturbsNobody(TransportBench bench) {
        Events far = new Events();
        AtomicBoolean first = new AtomicBoolean(true);
        LinkOptions options = bench.options();
        Listener listener = bench.listen(options, remote -> Optional.of(first.getAndSet(false) ? far : new Events()));
        Link link = bench.link(listener, options, new Events(), far);
        listener.close();
        listener.close();
        bench.patience().until("dialling a closed listener to fail", () -> {
            Events late = new Events();
            boolean connected = bench.patience()
                    .succeeds("an answer to a dial", bench.tryConnect(listener.address(), options, late));
            late.opened.thenAccept(connection -> connection.close(CloseReason.local("too late")));
            return !connected;
        });
        link.deliver("accepted connections live on", bench.patience());
    }

    @Test
    @DisplayName("T04 Open is the first event, once, and the ends know each other")
    default void t04OpenIsFirst(TransportBench bench) {
        Events near = new Events();
        Events far = new Events().whenOpen(connection -> connection.offer(Bytes.utf8("at once"), FramePriority.DATA));
        Listener listener = bench.listen(bench.options(), far);
        Link link = bench.link(listener, bench.options(), near, far);
        bench.patience().next("a frame offered in the open event", near.frames);
        link.deliver("hello", bench.patience());
        for (Events end : List.of(near, far)) {
            assertThat(end.opens).as("open events").hasValue(1);
            assertThat(end.early).as("events before the open event").hasValue(0);
        }
        assertThat(near.opened).as("the connection of the event").isCompletedWithValue(link.near());
        assertThat(link.near().remote()).as("the dialled address").isEqualTo(listener.address());
        assertThat(link.far().local().port())
                .as("the accepting end's own port")
                .isEqualTo(listener.address().port());
        assertThat(link.far().remote().port())
                .as("the dialler's port")
                .isEqualTo(link.near().local().port());
    }

    @Test
    @DisplayName("T05 Closing is idempotent; the closed event comes once, last, and says who closed")
    default void t05ClosedComesOnceAndLast(TransportBench bench) {
        Link link = bench.link();
        CloseReason reason = CloseReason.local("enough");
        link.near().close(reason);
        link.near().close(CloseReason.local("again"));
        assertThat(bench.patience().get("a closed event", link.nearEvents().closed))
                .isEqualTo(reason);
        CloseReason heard = bench.patience().get("a closed event at the other end", link.farEvents().closed);
        assertThat(heard.initiator())
                .as("who closed, as seen from the other end")
                .isEqualTo(Initiator.REMOTE);
        link.near().close(CloseReason.local("and again"));
        link.far().close(CloseReason.local("me too"));
        for (Connection end : List.of(link.near(), link.far())) {
            assertThat(end.offer(Bytes.utf8("late"), FramePriority.CONTROL))
                    .as("an offer after the end")
                    .isEqualTo(SendResult.CLOSED);
        }
        List<Events> ends = new ArrayList<>(List.of(link.nearEvents(), link.farEvents()));
        for (int i = 0; i < 20; i++) {
            ends.addAll(closedByBothEnds(bench));
        }
        bench.patience()
                .never(
                        "an event after the closed event, or a second one",
                        () -> ends.stream().anyMatch(end -> end.closes.get() != 1 || end.late.get() != 0));
    }

    private static List<Events> closedByBothEnds(TransportBench bench) {
        Link link = bench.link();
        bench.runtime().workers().execute(() -> link.far().close(CloseReason.local("far")));
        link.near().close(CloseReason.local("near"));
        bench.patience().get("a closed event", link.nearEvents().closed);
        bench.patience().get("a closed event at the other end", link.farEvents().closed);
        return List.of(link.nearEvents(), link.farEvents());
    }

    @Test
    @DisplayName("T06 A refused inbound connection never opens")
    default void t06RefusedConnectionNeverOpens(TransportBench bench) {
        Events far = new Events();
        AtomicBoolean willing = new AtomicBoolean();
        Listener listener =
                bench.listen(bench.options(), remote -> willing.get() ? Optional.of(far) : Optional.empty());
        Events near = new Events();
        boolean connected = bench.patience()
                .succeeds("an answer to the dial", bench.tryConnect(listener.address(), bench.options(), near));
        if (connected) {
            bench.patience().get("the refused connection to end at the dialler", near.closed);
        }
        assertThat(far.opens).as("open events of the refused connection").hasValue(0);
        willing.set(true);
        bench.link(listener, bench.options(), new Events(), far).deliver("welcome", bench.patience());
    }
}
