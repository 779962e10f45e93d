package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.core.memory.MemoryTransport;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The other end of a node's connections, with no protocol: it records, and does what the test wants. */
final class RawEnd implements ConnectionHandler {

    final List<Bytes> frames = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<Connection> connections = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();
    boolean freeze;
    boolean closeAtOnce;
    int accepted;

    private final TimeSource time;

    private RawEnd(TimeSource time) {
        this.time = time;
    }

    private static LinkOptions options() {
        return new LinkOptions(
                new OrbsProtocol().carriage(CarrierKind.BYTE_STREAM).orElseThrow(),
                Optional.empty(),
                NodeLimits.DEFAULT.connectTimeout(),
                1 << 20,
                64 << 20,
                1 << 20);
    }

    /** Takes the place of a node. */
    static RawEnd listening(OrbsNetwork network, int number) {
        RawEnd end = new RawEnd(network.time);
        new MemoryTransport()
                .listen(OrbsNetwork.address(number), options(), remote -> Optional.of(end), network.runtime);
        return end;
    }

    /** Dials a node. */
    static RawEnd dialling(OrbsNetwork network, int number) {
        RawEnd end = new RawEnd(network.time);
        new MemoryTransport().connect(OrbsNetwork.address(number), options(), end, network.runtime);
        network.time.settle();
        return end;
    }

    SendResult send(Bytes frame) {
        return connections.get(0).offer(frame, FramePriority.DATA);
    }

    @Override
    public void onOpen(Connection connection) {
        accepted++;
        connections.add(connection);
        if (freeze) {
            connection.pauseReading();
        }
        if (closeAtOnce) {
            connection.close(CloseReason.local("test"));
        }
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {
        frames.add(frame);
        times.add(time.nanoTime());
    }

    @Override
    public void onWritable(Connection connection) {}

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        closed.add(reason);
        connections.remove(connection);
    }
}
