package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers the events of one connection and whether they came in an allowed order, one at a time. A test sees an event
 * when the handler's part in it is over.
 */
class Recorder implements ConnectionHandler {

    final CompletableFuture<Connection> opened = new CompletableFuture<>();
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    final BlockingQueue<Bytes> frames = new LinkedBlockingQueue<>();
    final AtomicInteger writable = new AtomicInteger();
    final List<String> violations = new CopyOnWriteArrayList<>();

    private final AtomicBoolean busy = new AtomicBoolean();

    @Override
    public void onOpen(Connection connection) {
        during("onOpen", !opened.isDone(), () -> {
            try {
                duringOpen(connection);
            } finally {
                opened.complete(connection);
            }
        });
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {
        during("onFrame", opened.isDone() && !closed.isDone(), () -> {
            try {
                duringFrame(connection, frame);
            } finally {
                frames.add(frame);
            }
        });
    }

    @Override
    public void onWritable(Connection connection) {
        during("onWritable", opened.isDone() && !closed.isDone(), () -> {
            try {
                duringWritable(connection);
            } finally {
                writable.incrementAndGet();
            }
        });
    }

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        during("onClosed", opened.isDone() && !closed.isDone(), () -> closed.complete(reason));
    }

    void duringOpen(Connection connection) {}

    void duringFrame(Connection connection, Bytes frame) {}

    void duringWritable(Connection connection) {}

    Connection connection() {
        return Await.result(opened);
    }

    CloseReason closeReason() {
        CloseReason reason = Await.result(closed);
        assertThat(violations).isEmpty();
        return reason;
    }

    Bytes nextFrame() {
        try {
            Bytes frame = frames.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(frame).as("a frame within the limit").isNotNull();
            assertThat(violations).isEmpty();
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<Bytes> nextFrames(int count) {
        List<Bytes> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(nextFrame());
        }
        return taken;
    }

    private void during(String call, boolean allowed, Runnable body) {
        if (!busy.compareAndSet(false, true)) {
            violations.add(call + " during another call");
        }
        if (!allowed) {
            violations.add(call + " out of order");
        }
        try {
            body.run();
        } finally {
            busy.set(false);
        }
    }
}
