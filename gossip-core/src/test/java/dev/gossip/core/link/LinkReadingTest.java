package dev.gossip.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LinkReadingTest {

    private static final Bytes FRAME = Bytes.wrap(new byte[100]);

    @Test
    void readingIsNotLeftPausedByAReleaseThatComesWhileItPauses() throws InterruptedException {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            NodeLimits tight =
                    NodeLimits.DEFAULT.toBuilder().inboundBytes(1_000).build();
            BlockingQueue<InboundCharge> charges = new LinkedBlockingQueue<>();
            Link link = Link.accepting(Links.setup(runtime, tight), new Judge(charges::add), PeerAddress.of("fake", 2));
            FakeConnection connection = new FakeConnection(2);
            link.onOpen(connection);
            link.onFrame(connection, Bytes.utf8("peer"));
            link.onFrame(connection, FRAME);
            link.onFrame(connection, FRAME);
            InboundCharge first = charges.take();
            InboundCharge second = charges.take();
            CountDownLatch released = new CountDownLatch(1);
            connection.whilePausing = () -> {
                runtime.handlers().execute(() -> {
                    first.release();
                    second.release();
                    released.countDown();
                });
                for (int i = 0; i < 1_000_000 && released.getCount() > 0; i++) {
                    Thread.onSpinWait();
                }
            };

            link.onFrame(connection, FRAME);
            charges.take().release();
            released.await();

            assertThat(connection.isPaused()).isFalse();
        }
    }

    @Test
    void readingPausesAboveTheLimitAndResumesAtHalfOfIt() throws InterruptedException {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            NodeLimits tight =
                    NodeLimits.DEFAULT.toBuilder().inboundBytes(1_000).build();
            BlockingQueue<InboundCharge> charges = new LinkedBlockingQueue<>();
            Link link = Link.accepting(Links.setup(runtime, tight), new Judge(charges::add), PeerAddress.of("fake", 2));
            FakeConnection connection = new FakeConnection(2);
            link.onOpen(connection);
            link.onFrame(connection, Bytes.utf8("peer"));
            List<Boolean> paused = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                link.onFrame(connection, FRAME);
                paused.add(connection.isPaused());
            }
            assertThat(paused).containsExactly(false, false, true);
            InboundCharge first = charges.take();
            first.release();
            first.release();
            assertThat(connection.isPaused()).isTrue();
            charges.take().release();
            assertThat(connection.isPaused()).isFalse();
        }
    }

    @Test
    void framesThatASessionKeptAreDeliveredAndCharged() throws InterruptedException {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            CountDownLatch judged = new CountDownLatch(2);
            Judge judge = new Judge(charge -> judged.countDown()) {
                @Override
                public void established(Link link) {
                    link.deliver(FRAME);
                    link.deliver(FRAME);
                }
            };
            Link link = Link.accepting(Links.setup(runtime, NodeLimits.DEFAULT), judge, PeerAddress.of("fake", 2));
            FakeConnection connection = new FakeConnection(2);
            link.onOpen(connection);
            link.onFrame(connection, Bytes.utf8("peer"));
            assertThat(judged.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Hands every charge to the test. */
    private static class Judge implements LinkEvents {
        private final Consumer<InboundCharge> judged;

        Judge(Consumer<InboundCharge> judged) {
            this.judged = judged;
        }

        @Override
        public Optional<CloseReason> opened(Link link) {
            return Optional.empty();
        }

        @Override
        public void established(Link link) {}

        @Override
        public void frame(Link link, Bytes frame, InboundCharge charge) {
            judged.accept(charge);
        }

        @Override
        public void closed(Link link, CloseReason reason) {}

        @Override
        public void peerListens(Link link, PeerAddress address) {}

        @Override
        public void dialFailed(PeerAddress address, Optional<NodeId> expected, String detail) {}
    }
}
