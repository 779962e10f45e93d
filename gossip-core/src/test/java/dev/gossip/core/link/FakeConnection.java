package dev.gossip.core.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A connection that notes what is done to it. */
public class FakeConnection implements Connection {

    /** Why it was closed, one entry per call. */
    public final List<CloseReason> closes = Collections.synchronizedList(new ArrayList<>());

    /** Runs within each call of {@link #pauseReading()}, before it takes effect. */
    public Runnable whilePausing = () -> {};

    private final PeerAddress remote;
    private volatile boolean paused;

    public FakeConnection(int port) {
        remote = PeerAddress.of("fake", port);
    }

    public boolean isPaused() {
        return paused;
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        return closes.isEmpty() ? SendResult.ACCEPTED : SendResult.CLOSED;
    }

    @Override
    public void pauseReading() {
        whilePausing.run();
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public PeerAddress local() {
        return PeerAddress.of("fake", 1);
    }

    @Override
    public PeerAddress remote() {
        return remote;
    }

    @Override
    public SecurityFacts security() {
        return SecurityFacts.PLAIN;
    }

    @Override
    public void close(CloseReason reason) {
        closes.add(reason);
    }
}
