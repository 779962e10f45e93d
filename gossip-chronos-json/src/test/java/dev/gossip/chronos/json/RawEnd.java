package dev.gossip.chronos.json;

import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.MessageReader;
import dev.gossip.chronos.json.wire.MessageWriter;
import dev.gossip.chronos.json.wire.WireMessage;
import dev.gossip.core.memory.MemoryTransport;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The other end of a node's connections, with no rules: it records, and says what the test wants. */
final class RawEnd implements ConnectionHandler {

    /** What our nodes answer where there is nothing to say. */
    static final String NOTHING = "{\"code\":0,\"data\":\"0\"}";

    final List<String> frames = new ArrayList<>();
    final List<Connection> connections = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    private final ChronosNetwork network;
    private Listener listener;
    int accepted;

    /** Answers a frame; null is silence. */
    Function<WireMessage, String> script = frame -> null;

    RawEnd(ChronosNetwork network) {
        this.network = network;
    }

    private static LinkOptions options() {
        return LinkOptions.of(
                new ChronosProtocol().carriage(CarrierKind.BYTE_STREAM).orElseThrow(), Optional.empty());
    }

    /** Takes the place of a node whose newest block is at {@code height}. */
    static RawEnd listening(ChronosNetwork network, int number, long height) {
        RawEnd end = new RawEnd(network);
        end.script = ask -> ask.code() == Code.HANDSHAKE ? greeting("raw-" + number, height) : nothing();
        end.listener = new MemoryTransport()
                .listen(ChronosNetwork.address(number), options(), remote -> Optional.of(end), network.runtime)
                .toCompletableFuture()
                .join();
        return end;
    }

    static RawEnd dialling(ChronosNetwork network, int number) {
        RawEnd end = new RawEnd(network);
        new MemoryTransport().connect(ChronosNetwork.address(number), options(), end, network.runtime);
        network.time.settle();
        return end;
    }

    static String greeting(String address, long height) {
        return "{\"code\": 1, \"data\": {\"height\": " + height + ", \"address\": \"" + address
                + "\", \"timestamp\": 1672374597.123456}}";
    }

    static String nothing() {
        return "{\"code\": 0, \"data\": \"0\"}";
    }

    static String block(Code code, ChronosBlock block) {
        return MessageWriter.write(WireMessage.of(code, block)).utf8();
    }

    static String hash(Code code, String hash) {
        return MessageWriter.write(WireMessage.of(code, hash)).utf8();
    }

    /** Sends a frame and waits for what comes back. */
    String ask(String frame) {
        int before = frames.size();
        send(frame);
        network.advance(Duration.ofMillis(10));
        return frames.size() == before + 1
                ? frames.get(before)
                : frames.subList(before, frames.size()).toString();
    }

    void send(String frame) {
        if (!connections.isEmpty()) {
            connections.get(0).offer(Bytes.utf8(frame), FramePriority.DATA);
        }
    }

    List<String> received(Code code) {
        return frames.stream()
                .filter(frame -> frame.startsWith("{\"code\":" + code.number() + ","))
                .toList();
    }

    void stopListening() {
        listener.close();
    }

    @Override
    public void onOpen(Connection connection) {
        accepted++;
        connections.add(connection);
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {
        frames.add(frame.utf8());
        times.add(network.time.nanoTime());
        try {
            String answer = script.apply(MessageReader.read(frame));
            if (answer != null) {
                connection.offer(Bytes.utf8(answer), FramePriority.DATA);
            }
        } catch (MalformedException e) {
            throw new AssertionError("our node wrote what cannot be read: " + frame.utf8(), e);
        }
    }

    @Override
    public void onWritable(Connection connection) {}

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        closed.add(reason);
        connections.remove(connection);
    }
}
