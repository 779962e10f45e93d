package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers what happened to one end of a connection, and which events came when they must not. */
final class Events implements ConnectionHandler {

    final CompletableFuture<Connection> opened = new CompletableFuture<>();
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger writables = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();

    /** Events before the first open, or after the first close. */
    final AtomicInteger early = new AtomicInteger();

    final AtomicInteger late = new AtomicInteger();

    /** Events during another one, on another thread or inside it on the same thread. */
    final AtomicInteger concurrent = new AtomicInteger();

    final AtomicInteger nested = new AtomicInteger();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Copies of the frames, unless {@link #whenFrame} was given another use for them. */
    final BlockingQueue<Bytes> frames = new LinkedBlockingQueue<>();

    private final AtomicReference<@Nullable Thread> busy = new AtomicReference<>();
    private volatile Consumer<Connection> atOpen = connection -> {};
    private volatile BiConsumer<Connection, Bytes> atFrame =
            (connection, frame) -> frames.add(Bytes.copyOf(frame.toByteArray()));
    private volatile Consumer<Connection> atWritable = connection -> {};
    private volatile Runnable atClosed = () -> {};

    Events whenOpen(Consumer<Connection> action) {
        atOpen = action;
        return this;
    }

    Events whenFrame(BiConsumer<Connection, Bytes> action) {
        atFrame = action;
        return this;
    }

    Events whenWritable(Consumer<Connection> action) {
        atWritable = action;
        return this;
    }

    Events whenClosed(Runnable action) {
        atClosed = action;
        return this;
    }

    /** Answers every frame with itself. */
    Events echoing() {
        return whenFrame((connection, frame) -> connection.offer(frame, dev.gossip.spi.transport.FramePriority.DATA));
    }

    @Override
    public void onOpen(Connection connection) {
        opens.incrementAndGet();
        during(() -> {
            opened.complete(connection);
            atOpen.accept(connection);
        });
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {
        afterOpen();
        during(() -> atFrame.accept(connection, frame));
    }

    @Override
    public void onWritable(Connection connection) {
        afterOpen();
        during(() -> {
            atWritable.accept(connection);
            // Last, since a rule that waits for it goes on to offer, and would change what the action looks at.
            writables.incrementAndGet();
        });
    }

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        afterOpen();
        closes.incrementAndGet();
        during(() -> {
            closed.complete(reason);
            atClosed.run();
        });
    }

    private void afterOpen() {
        if (opens.get() == 0) {
            early.incrementAndGet();
        }
    }

    private void during(Runnable action) {
        Thread me = Thread.currentThread();
        threads.add(me);
        if (closes.get() > 0 && closed.isDone()) {
            late.incrementAndGet();
        }
        Thread other = busy.compareAndExchange(null, me);
        if (other == me) {
            nested.incrementAndGet();
        } else if (other != null) {
            concurrent.incrementAndGet();
        }
        try {
            action.run();
        } finally {
            if (other == null) {
                busy.set(null);
            }
        }
    }
}
