package dev.gossip.benchmarks.transport;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.benchmarks.plain.PlainProtocol;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.crypto.TlsContext;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whole nodes: from the application's call that sends to the application's handler, lanes, dispatch and mailbox included.
 * An application must not send more than the other one's mailbox holds, so the receiver grants credit as it reads.
 */
final class NodeCarrier implements Carrier {

    private static final String ENDPOINT = "bench";
    private static final String HOST = "127.0.0.1";
    private static final String LISTENER = "listener";
    private static final int PATIENCE_SECONDS = 20;

    private final String transport;
    private final @Nullable TlsContext tls;
    private final StandardRuntime runtime = StandardRuntime.create();
    private final AtomicLong dialled = new AtomicLong();

    NodeCarrier(String transport, @Nullable TlsContext tls) {
        this.transport = transport;
        this.tls = tls;
    }

    @Override
    public int listen(boolean encrypted, Supplier<Sink> sinks) {
        GossipNode node = start(endpoint(LISTENER, encrypted).listen(HOST + ":0"));
        ConcurrentHashMap<NodeId, Receiving> senders = new ConcurrentHashMap<>();
        node.subscribe(
                Topic.NONE,
                MessageHandler.accepting(delivery -> senders.computeIfAbsent(
                                delivery.from().id().orElseThrow(),
                                id -> new Receiving(new NodeLine(node, id), sinks.get()))
                        .heard(bytes(delivery))));
        return node.boundAddress(ENDPOINT).port();
    }

    @Override
    public Line connect(int port, boolean encrypted, int frameBytes, Sink sink) throws Exception {
        GossipNode node = start(
                endpoint("dialler-" + dialled.incrementAndGet(), encrypted).seed(PeerAddress.of(HOST, port)));
        NodeLine line = new NodeLine(node, new NodeId(Bytes.utf8(LISTENER)));
        node.subscribe(Topic.NONE, MessageHandler.accepting(delivery -> line.heard(bytes(delivery), sink)));
        node.whenPeers(1).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return line;
    }

    @Override
    public void close() {
        runtime.close();
    }

    private GossipNode start(EndpointConfig.Builder endpoint) {
        return GossipNode.builder()
                .runtime(runtime)
                .limits(NodeLimits.DEFAULT.toBuilder()
                        .mailboxMessages(4 * Credit.MESSAGES)
                        .pendingPublishes(4 * Credit.MESSAGES)
                        .build())
                .endpoint(endpoint.build())
                .start();
    }

    private EndpointConfig.Builder endpoint(String id, boolean encrypted) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(ENDPOINT)
                .protocol(new PlainProtocol(new LengthFraming()))
                .transport(transport)
                .setting("id", id);
        if (encrypted) {
            Optional.ofNullable(tls).ifPresent(endpoint::tls);
        }
        return endpoint;
    }

    private static Bytes bytes(Delivery delivery) {
        return ((Opaque) delivery.message().body()).joined();
    }

    private static long value(Bytes frame) {
        return frame.asReadOnlyBuffer().getLong(Frames.VALUE_AT);
    }

    /** What a receiver knows of one sender; used by the thread of its subscription. */
    private static final class Receiving {

        private final NodeLine line;
        private final Sink sink;
        private final Credit used = new Credit();
        // Written so that no message can be optimised away.
        private @Nullable Bytes kept;

        Receiving(NodeLine line, Sink sink) {
            this.line = line;
            this.sink = sink;
        }

        void heard(Bytes frame) {
            kept = frame;
            byte type = frame.get(0);
            sink.frame(line, type, type == Frames.DATA ? 0 : value(frame));
            if (used.spend(frame.length())) {
                line.grant();
            }
        }
    }

    /** One direction to one peer. */
    private static final class NodeLine implements Line {

        private final GossipNode node;
        private final NodeId peer;
        private final Credit credit = new Credit();
        private final AtomicLong granted = new AtomicLong(Credit.WINDOW);
        private long spent;

        NodeLine(GossipNode node, NodeId peer) {
            this.node = node;
            this.peer = peer;
        }

        @Override
        public boolean offer(byte[] frame) {
            if (spent >= granted.get()) {
                return false;
            }
            if (credit.spend(frame.length)) {
                spent++;
            }
            send(frame);
            return true;
        }

        void grant() {
            send(Frames.of(Credit.TYPE, 0, Frames.MIN_BYTES));
        }

        void heard(Bytes frame, Sink sink) {
            byte type = frame.get(0);
            if (type == Credit.TYPE) {
                granted.incrementAndGet();
                sink.writable();
            } else {
                sink.frame(this, type, value(frame));
            }
        }

        private void send(byte[] frame) {
            node.send(ENDPOINT, peer, Message.of(Topic.NONE, Opaque.of(Bytes.wrap(frame))))
                    .whenComplete((result, failure) -> {
                        if (result != SendResult.ACCEPTED) {
                            throw new IllegalStateException(
                                    "a message was " + result + " although credit was left", failure);
                        }
                    });
        }

        @Override
        public void close() {
            node.close();
        }
    }

    /** Counts messages and bytes; every full portion is granted anew once it was read. */
    private static final class Credit {

        static final byte TYPE = 100;
        /** Portions on their way. */
        static final int WINDOW = 4;

        static final int MESSAGES = 1_000;
        private static final int BYTES = 512 << 10;

        private int messages;
        private int bytes;

        /** @return whether a portion is full with this message */
        boolean spend(int size) {
            messages++;
            bytes += size;
            if (messages < MESSAGES && bytes < BYTES) {
                return false;
            }
            messages = 0;
            bytes = 0;
            return true;
        }
    }
}
