package dev.gossip.benchmarks.transport;

import dev.gossip.amop.Amop;
import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.TlsContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two nodes of FISCO BCOS 3.x: one publishes to a topic, the other one subscribes and replies. Carries requests only. */
final class AmopCarrier implements Carrier {

    private static final String ENDPOINT = "p2p";
    private static final String HOST = "127.0.0.1";
    private static final String TOPIC = "bench";
    private static final int PATIENCE_SECONDS = 20;

    private final @Nullable TlsContext tls;
    private final LocalIdentity identity;
    private final StandardRuntime runtime = StandardRuntime.create();

    AmopCarrier(@Nullable TlsContext tls, LocalIdentity identity) {
        this.tls = tls;
        this.identity = identity;
    }

    @Override
    public int listen(boolean encrypted, Supplier<Sink> sinks) throws Exception {
        FiscoPeer peer = FiscoPeer.create(FiscoConfig.DEFAULT);
        GossipNode node = start(peer, endpoint(encrypted).listen(HOST + ":0"));
        Sink sink = sinks.get();
        peer.amop()
                .subscribe(TOPIC, AmopHandler.of(delivery -> reply(delivery.data(), sink)))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return node.boundAddress(ENDPOINT).port();
    }

    @Override
    public Line connect(int port, boolean encrypted, int frameBytes, Sink sink) throws Exception {
        FiscoPeer peer = FiscoPeer.create(FiscoConfig.DEFAULT);
        GossipNode node = start(peer, endpoint(encrypted).seed(PeerAddress.of(HOST, port)));
        untilAnswered(peer.amop()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new Publisher(node, peer.amop(), sink);
    }

    @Override
    public void close() {
        runtime.close();
    }

    private GossipNode start(FiscoPeer peer, EndpointConfig.Builder endpoint) {
        return peer.p2p(endpoint)
                .configure(GossipNode.builder().runtime(runtime))
                .start();
    }

    private EndpointConfig.Builder endpoint(boolean encrypted) {
        EndpointConfig.Builder endpoint =
                EndpointConfig.named(ENDPOINT).transport("netty").identity(identity);
        if (encrypted) {
            Optional.ofNullable(tls).ifPresent(endpoint::tls);
        } else {
            endpoint.setting("allowPlaintext", "true");
        }
        return endpoint;
    }

    /** The other node's topics come with its next announcement. */
    private static CompletableFuture<AmopResult> untilAnswered(Amop amop) {
        Executor later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
        return amop.publish(TOPIC, Bytes.wrap(Frames.of(Frames.REQUEST, 0, Frames.MIN_BYTES)))
                .thenComposeAsync(
                        result -> result.isAnswered() ? CompletableFuture.completedFuture(result) : untilAnswered(amop),
                        later)
                .toCompletableFuture();
    }

    private static Bytes reply(Bytes request, Sink sink) {
        Reply reply = new Reply();
        sink.frame(reply, request.get(0), value(request));
        return Bytes.wrap(reply.frame);
    }

    private static long value(Bytes frame) {
        return frame.asReadOnlyBuffer().getLong(Frames.VALUE_AT);
    }

    /** Keeps the answer that the sink gives at once. */
    private static final class Reply implements Line {

        private byte[] frame = {};

        @Override
        public boolean offer(byte[] answer) {
            frame = answer;
            return true;
        }

        @Override
        public void close() {}
    }

    private record Publisher(GossipNode node, Amop amop, Sink sink) implements Line {

        @Override
        public boolean offer(byte[] frame) {
            CompletionStage<AmopResult> answer = amop.publish(TOPIC, Bytes.wrap(frame));
            answer.thenAccept(this::answered);
            return true;
        }

        private void answered(AmopResult result) {
            if (!(result instanceof AmopResult.Answered answered)) {
                throw new IllegalStateException("a publish failed: " + result);
            }
            Bytes reply = answered.reply().data();
            sink.frame(this, reply.get(0), value(reply));
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
