package dev.gossip.benchmarks.node;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.membership.MembershipExtension;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.Scope;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Two nodes on Fabric's protocol over mutual TLS, in this process, on one runtime; the second one listens. */
final class TwoNodes implements AutoCloseable {

    private static final String ENDPOINT = "main";
    private static final String ORGANISATION = "Org1MSP";
    private static final Topic NEWS = Topic.named("news");
    private static final Topic CHANNEL = Topic.scope("channel");
    private static final int PATIENCE_SECONDS = 30;

    private final StandardRuntime runtime = StandardRuntime.create();
    private final Presigned presigned = new Presigned();
    private final PublicKey signer;
    private final GossipNode speaker;
    private final GossipNode listener;

    /** @param heard is given the content of every message that arrived */
    TwoNodes(String transport, Consumer<Bytes> heard) throws Exception {
        this(transport, heard, way -> way, List.of(new MembershipExtension()), List.of(new MembershipExtension()));
    }

    /**
     * Nodes of which nobody is ever held for dead.
     *
     * @param way where the listener dials to reach the speaker at an address
     */
    static TwoNodes withoutMembership(String transport, UnaryOperator<PeerAddress> way) throws Exception {
        return new TwoNodes(transport, content -> {}, way, List.of(), List.of());
    }

    private TwoNodes(
            String transport,
            Consumer<Bytes> heard,
            UnaryOperator<PeerAddress> way,
            List<Extension> speaking,
            List<Extension> listening)
            throws Exception {
        DevelopmentCa ca = DevelopmentCa.create(ORGANISATION, runtime.time());
        EndpointConfig.Builder first = endpoint(ca, transport);
        signer = first.build().identity().orElseThrow().identity().publicKey();
        speaker = builder(first, speaking).extension(presigned).start();
        listener = builder(endpoint(ca, transport).seed(way.apply(speaker.boundAddress(ENDPOINT))), listening)
                .extension(new Blocks(heard))
                .start();
        listener.subscribe(
                NEWS,
                MessageHandler.accepting(
                        delivery -> heard.accept(((Opaque) delivery.message().body()).joined())));
        speaker.whenPeers(1).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Completes when the message was queued for the other node, with false if it was dropped. */
    CompletionStage<Boolean> publish(Bytes content) {
        return speaker.publish(NEWS, content).thenApply(peers -> peers == 1);
    }

    /** Completes when the block was queued for the other node, with false if it was dropped. */
    CompletionStage<Boolean> sendBlock(long number, Bytes content) {
        return speaker.send(ENDPOINT, listener.id(ENDPOINT), Message.of(CHANNEL, OrderedItem.of(number, content)))
                .thenApply(result -> result == SendResult.ACCEPTED);
    }

    /** Fresh messages of the speaker, signed and not sent yet. */
    List<Envelope> sign(int count, int size) throws Exception {
        return presigned.sign(ENDPOINT, NEWS, count, size);
    }

    /** Sends a signed message; false if it was dropped. */
    boolean forward(Envelope envelope) {
        return presigned.send(ENDPOINT, listener.id(ENDPOINT), envelope) == SendResult.ACCEPTED;
    }

    /** What the speaker says that its links may hold, in bytes. */
    long memoryBound() {
        return speaker.describe().memoryBound();
    }

    /** The speaker's key. */
    PublicKey signer() {
        return signer;
    }

    @Override
    public void close() {
        listener.close();
        speaker.close();
        runtime.close();
    }

    private GossipNodeBuilder builder(EndpointConfig.Builder endpoint, List<Extension> extensions) {
        GossipNodeBuilder builder = GossipNode.builder()
                .runtime(runtime)
                .endpoint(endpoint.build())
                .scope(new Scope(CHANNEL.scope(), Set.of(ORGANISATION)));
        extensions.forEach(builder::extension);
        return builder;
    }

    private static EndpointConfig.Builder endpoint(DevelopmentCa ca, String transport) {
        return ca.equip(EndpointConfig.named(ENDPOINT), "localhost")
                .protocol("fabric")
                .transport(transport)
                .listen("localhost:0")
                .setting("application", "true");
    }

    private record Blocks(Consumer<Bytes> heard) implements Extension {

        @Override
        public String name() {
            return "bench-blocks";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(OrderedItem.class);
        }

        @Override
        public void start(NodeContext context) {
            context.onBody(OrderedItem.class, (delivery, item) -> {
                heard.accept(item.data());
                return CompletableFuture.completedFuture(Verdict.ACCEPT);
            });
        }
    }
}
