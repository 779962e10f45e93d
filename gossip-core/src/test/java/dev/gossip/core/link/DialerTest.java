package dev.gossip.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DialerTest {

    private static final PeerAddress ADDRESS = PeerAddress.of("fake", 7);
    private static final Optional<NodeId> OLD = Optional.of(new NodeId(Bytes.utf8("old")));
    private static final Optional<NodeId> NEW = Optional.of(new NodeId(Bytes.utf8("new")));

    private final VirtualRuntime runtime = new VirtualRuntime(new VirtualTime(), 1);
    private final FakeTransport transport = new FakeTransport();
    private final Failures failures = new Failures();
    private final Dialer dialer =
            new Dialer(Links.setup(runtime, NodeLimits.DEFAULT), failures, transport, Links.options());

    @Test
    void equalWishesShareADialAndWishesForAnotherPeerDoNot() {
        CompletableFuture<LinkPeer> old = dialer.dial(ADDRESS, OLD);
        assertThat(dialer.dial(ADDRESS, OLD)).isSameAs(old);
        CompletableFuture<LinkPeer> fresh = dialer.dial(ADDRESS, NEW);
        assertThat(dialer.dial(ADDRESS, Optional.empty())).isNotSameAs(old).isNotSameAs(fresh);
        assertThat(transport.dials).hasSize(3);

        transport.dials.get(0).result().completeExceptionally(new GossipException("another peer lives there"));

        assertThat(old).isCompletedExceptionally();
        assertThat(fresh).isNotDone();
        assertThat(failures.expected).containsExactly(OLD);
    }

    @Test
    void aTransportThatThrowsFailsTheDialAndTheNextDialTriesAgain() {
        transport.broken = true;
        assertThat(dialer.dial(ADDRESS, OLD))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("a transport's bug");
        transport.broken = false;
        assertThat(dialer.dial(ADDRESS, OLD)).isNotDone();
        assertThat(transport.dials).hasSize(1);
    }

    @Test
    void closingFailsRunningDialsAndLaterOnes() {
        CompletableFuture<LinkPeer> running = dialer.dial(ADDRESS, OLD);
        dialer.close();
        assertThat(running).isCompletedExceptionally();
        assertThat(dialer.dial(ADDRESS, NEW)).isCompletedExceptionally();
        assertThat(transport.dials).hasSize(1);
    }

    private static final class Failures implements LinkEvents {
        private final List<Optional<NodeId>> expected = new ArrayList<>();

        @Override
        public Optional<CloseReason> opened(Link link) {
            return Optional.empty();
        }

        @Override
        public void established(Link link) {}

        @Override
        public void frame(Link link, Bytes frame, InboundCharge charge) {}

        @Override
        public void closed(Link link, CloseReason reason) {}

        @Override
        public void peerListens(Link link, PeerAddress address) {}

        @Override
        public void dialFailed(PeerAddress address, Optional<NodeId> wanted, String detail) {
            expected.add(wanted);
        }
    }
}
