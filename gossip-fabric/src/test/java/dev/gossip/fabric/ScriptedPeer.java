package dev.gossip.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** A peer that says what a test tells it, over the memory transport, and remembers what it is told. */
final class ScriptedPeer {

    private static final LinkOptions OPTIONS =
            LinkOptions.of(new Carriage.MessageStream("/", 100 << 20), Optional.empty());

    final Statements says;
    final List<Line> accepted = new ArrayList<>();

    private final GossipRuntime runtime;
    private final Transport transport = ServiceLoader.load(Transport.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.name().equals("memory"))
            .findFirst()
            .orElseThrow();
    private Optional<Listener> listener = Optional.empty();

    ScriptedPeer(GossipRuntime runtime, LocalIdentity identity) {
        this.runtime = runtime;
        this.says = new Statements(identity);
    }

    /** A connection on which nothing is said yet. */
    Line dial(PeerAddress address) {
        Line line = new Line(opened -> {});
        transport.connect(address, OPTIONS, line, runtime).toCompletableFuture().join();
        return line;
    }

    /** A connection that begins with a valid greeting. */
    Line greet(PeerAddress address) {
        Line line = new Line(opened -> opened.send(says.signed(says.conn(false))));
        transport.connect(address, OPTIONS, line, runtime).toCompletableFuture().join();
        return line;
    }

    /** Greets whoever dials. */
    ScriptedPeer listen(PeerAddress address) {
        return listen(address, opened -> opened.send(says.signed(says.conn(false))));
    }

    ScriptedPeer listen(PeerAddress address, Consumer<Line> onOpen) {
        listener = Optional.of(transport
                .listen(
                        address,
                        OPTIONS,
                        dialler -> {
                            Line line = new Line(onOpen);
                            accepted.add(line);
                            return Optional.of(line);
                        },
                        runtime)
                .toCompletableFuture()
                .join());
        return this;
    }

    /** Accepts no more, and ends what was accepted. */
    void hangUp() {
        listener.ifPresent(Listener::close);
        accepted.forEach(Line::close);
    }

    /** One connection. */
    static final class Line implements ConnectionHandler {

        final List<Envelope> heard = new ArrayList<>();
        Consumer<Envelope> onEnvelope = envelope -> {};
        Optional<CloseReason> ended = Optional.empty();

        private final Consumer<Line> onOpen;
        private Optional<Connection> connection = Optional.empty();

        private Line(Consumer<Line> onOpen) {
            this.onOpen = onOpen;
        }

        SendResult send(Envelope envelope) {
            return raw(Bytes.wrap(envelope.toByteArray()));
        }

        SendResult say(GossipMessage.Builder message) {
            return send(Statements.unsigned(message));
        }

        SendResult raw(Bytes frame) {
            return connection.orElseThrow().offer(frame, FramePriority.DATA);
        }

        void pause() {
            connection.orElseThrow().pauseReading();
        }

        void resume() {
            connection.orElseThrow().resumeReading();
        }

        void close() {
            connection.orElseThrow().close(CloseReason.local("the script ends"));
        }

        boolean isOpen() {
            return connection.isPresent() && ended.isEmpty();
        }

        /** What was heard so far, of one kind. */
        List<GossipMessage> heard(Predicate<GossipMessage> kind) {
            return heard.stream().map(ScriptedPeer::content).filter(kind).toList();
        }

        List<Envelope> envelopes(Predicate<GossipMessage> kind) {
            return heard.stream().filter(each -> kind.test(content(each))).toList();
        }

        @Override
        public void onOpen(Connection opened) {
            connection = Optional.of(opened);
            onOpen.accept(this);
        }

        @Override
        public void onFrame(Connection carrier, Bytes frame) {
            try {
                Envelope envelope = Envelope.parseFrom(frame.asReadOnlyBuffer());
                heard.add(envelope);
                onEnvelope.accept(envelope);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("our node sent no envelope", e);
            }
        }

        @Override
        public void onWritable(Connection carrier) {}

        @Override
        public void onClosed(Connection carrier, CloseReason reason) {
            ended = Optional.of(reason);
        }
    }

    static GossipMessage content(Envelope envelope) {
        try {
            return GossipMessage.parseFrom(envelope.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("our node sent no message", e);
        }
    }
}
