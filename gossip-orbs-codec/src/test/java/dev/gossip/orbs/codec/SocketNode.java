package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.spi.crypto.TlsContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** An Orbs node on real sockets and threads. */
final class SocketNode implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    final OrbsPeer peer;
    final BlockingQueue<OrbsMessage> received = new LinkedBlockingQueue<>();
    final BlockingQueue<DropReason> dropped = new LinkedBlockingQueue<>();
    final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();
    final GossipNode gossip;
    private final Semaphore changes = new Semaphore(0);

    SocketNode(int number, UnaryOperator<OrbsConfig> change, Optional<TlsContext> tls) {
        this("nio", number, change, tls, UnaryOperator.identity());
    }

    /** @param more changes to the node, after those of its peer */
    SocketNode(
            String transport,
            int number,
            UnaryOperator<OrbsConfig> change,
            Optional<TlsContext> tls,
            UnaryOperator<GossipNodeBuilder> more) {
        EndpointConfig.Builder endpoint =
                EndpointConfig.named("orbs").transport(transport).listen("127.0.0.1:0");
        tls.ifPresent(endpoint::tls);
        OrbsConfig quick = OrbsConfig.of(OrbsNetwork.id(number), 42)
                .withReconnect(Reconnect.every(Duration.ofMillis(200)))
                .withTiming(new LinkTiming(Duration.ofMillis(100), Duration.ofSeconds(30)));
        peer = OrbsPeer.on(endpoint, change.apply(quick));
        for (OrbsTopic topic : OrbsTopic.values()) {
            peer.subscribe(topic, "recorder", received::add);
        }
        gossip = more.apply(peer.configure(GossipNode.builder()))
                .observer(event -> {
                    events.add(event);
                    changes.release();
                    if (event instanceof NodeEvent.Dropped drop) {
                        dropped.add(drop.reason());
                    }
                })
                .start();
    }

    static SocketNode plain(int number) {
        return new SocketNode(number, config -> config, Optional.empty());
    }

    static SocketNode on(String transport, int number, UnaryOperator<OrbsConfig> change) {
        return new SocketNode(transport, number, change, Optional.empty(), UnaryOperator.identity());
    }

    PeerAddress address() {
        return gossip.boundAddress("orbs");
    }

    OrbsNode member(int number) {
        return OrbsNode.of(OrbsNetwork.id(number), address());
    }

    int links() {
        return gossip.describe().endpoints().get(0).links();
    }

    List<Bytes> next() throws InterruptedException {
        OrbsMessage message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within " + PATIENCE_SECONDS + " s; drops: "
                    + gossip.describe().drops());
        }
        return message.payloads();
    }

    DropReason nextDrop() throws InterruptedException {
        DropReason reason = dropped.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (reason == null) {
            throw new AssertionError("nothing was dropped within " + PATIENCE_SECONDS + " s");
        }
        return reason;
    }

    /** Looks again whenever something happens to this node, and now and then. */
    void until(String promise, BooleanSupplier condition) throws InterruptedException {
        int looks = 0;
        while (!condition.getAsBoolean()) {
            looks += changes.tryAcquire(20, TimeUnit.MILLISECONDS) ? 0 : 1;
            if (looks > PATIENCE_SECONDS * 50) {
                throw new AssertionError(promise + ": not within " + PATIENCE_SECONDS + " s; drops: "
                        + gossip.describe().drops());
            }
        }
    }

    void untilLinked(int peers) throws Exception {
        gossip.whenPeers(peers).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        gossip.close();
    }
}
