package dev.gossip.benchmarks.transport;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport of this project, driven through its public SPI with the options that a node uses. */
final class GossipCarrier implements Carrier {

    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_SECONDS = 20;

    private final Transport transport;
    private final @Nullable TlsContext tls;
    private final StandardRuntime runtime = StandardRuntime.create();

    GossipCarrier(Transport transport, @Nullable TlsContext tls) {
        this.transport = transport;
        this.tls = tls;
    }

    @Override
    public int listen(boolean encrypted, Supplier<Sink> sinks) throws Exception {
        CompletionStage<Listener> bound = transport.listen(
                PeerAddress.of(HOST, 0), options(encrypted), remote -> Optional.of(new Handler(sinks.get())), runtime);
        return await(bound).address().port();
    }

    @Override
    public Line connect(int port, boolean encrypted, int frameBytes, Sink sink) throws Exception {
        Handler handler = new Handler(sink);
        return new GossipLine(
                await(transport.connect(PeerAddress.of(HOST, port), options(encrypted), handler, runtime)));
    }

    @Override
    public void close() {
        runtime.close();
    }

    private LinkOptions options(boolean encrypted) {
        return LinkOptions.of(
                new Carriage.ByteStream(new LengthFraming()), encrypted ? Optional.ofNullable(tls) : Optional.empty());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private record GossipLine(Connection connection) implements Line {

        @Override
        public boolean offer(byte[] frame) {
            return switch (connection.offer(Bytes.wrap(frame), FramePriority.DATA)) {
                case ACCEPTED -> true;
                case CONGESTED -> false;
                default -> throw new IllegalStateException("the connection takes no more frames");
            };
        }

        @Override
        public void close() {
            connection.close(CloseReason.local("measured"));
        }
    }

    private static final class Handler implements ConnectionHandler {

        private final Sink sink;
        private @Nullable Line line;
        // Written so that no frame can be optimised away.
        private @Nullable Bytes kept;

        Handler(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void onOpen(Connection connection) {
            line = new GossipLine(connection);
        }

        @Override
        public void onFrame(Connection connection, Bytes frame) {
            Line open = line;
            if (open != null) {
                kept = frame;
                byte type = frame.get(0);
                sink.frame(
                        open,
                        type,
                        type == Frames.DATA ? 0 : frame.asReadOnlyBuffer().getLong(Frames.VALUE_AT));
            }
        }

        @Override
        public void onWritable(Connection connection) {
            sink.writable();
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            kept = null;
        }
    }
}
