package dev.gossip.examples.demo.chronos;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;

/**
 * A socket's connection whose outgoing frames are watched; a lost one looks as if it had been sent.
 *
 * @param sent told of each frame before it leaves
 */
record WatchedConnection(Connection carried, Traffic traffic, Runnable sent) implements Connection {

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        sent.run();
        return traffic.leaves(frame) ? carried.offer(frame, priority) : SendResult.ACCEPTED;
    }

    @Override
    public void pauseReading() {
        carried.pauseReading();
    }

    @Override
    public void resumeReading() {
        carried.resumeReading();
    }

    @Override
    public long queuedBytes() {
        return carried.queuedBytes();
    }

    @Override
    public PeerAddress local() {
        return carried.local();
    }

    @Override
    public PeerAddress remote() {
        return carried.remote();
    }

    @Override
    public SecurityFacts security() {
        return carried.security();
    }

    @Override
    public void close(CloseReason reason) {
        carried.close(reason);
    }
}
