package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;
import java.util.ArrayList;
import java.util.List;

/** A connection to nowhere with a handler that nobody asks. */
final class RecordingCarrier implements Connection, ConnectionHandler {

    private final List<Bytes> taken = new ArrayList<>();
    private boolean refusing;
    private boolean closed;

    Bytes bytes() {
        return Bytes.concat(taken);
    }

    void refuse(boolean refuse) {
        refusing = refuse;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        if (refusing) {
            return SendResult.CONGESTED;
        }
        taken.add(frame);
        return SendResult.ACCEPTED;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public PeerAddress local() {
        return PeerAddress.of("here", 1);
    }

    @Override
    public PeerAddress remote() {
        return PeerAddress.of("there", 1);
    }

    @Override
    public SecurityFacts security() {
        return SecurityFacts.PLAIN;
    }

    @Override
    public void close(CloseReason reason) {
        closed = true;
    }

    @Override
    public void onOpen(Connection connection) {}

    @Override
    public void onFrame(Connection connection, Bytes frame) {}

    @Override
    public void onWritable(Connection connection) {}

    @Override
    public void onClosed(Connection connection, CloseReason reason) {}
}
