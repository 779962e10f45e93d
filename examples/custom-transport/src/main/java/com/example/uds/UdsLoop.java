package com.example.uds;

import dev.gossip.api.GossipRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The one thread that does all I/O and calls all handlers of a runtime; that makes every connection's events serial. */
final class UdsLoop implements AutoCloseable {

    static final System.Logger LOG = System.getLogger("com.example.uds");

    private final GossipRuntime runtime;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private volatile boolean closing;
    private volatile boolean stopped;

    UdsLoop(GossipRuntime runtime) {
        this.runtime = runtime;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::run, "gossip-uds");
        thread.setDaemon(true);
        thread.start();
    }

    /** What waits for its channel to become ready. */
    interface Ready {
        void onReady(SelectionKey key);

        /** The runtime closes. */
        void onStop();
    }

    /** Runs {@code task} on the loop's thread, never inside the caller. */
    void execute(Runnable task) {
        tasks.add(task);
        if (stopped) {
            runTasks();
        } else {
            selector.wakeup();
        }
    }

    SelectionKey register(SelectableChannel channel, int interest, Ready ready) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, ready);
    }

    /** As {@link #execute}, later. */
    void after(Duration delay, Runnable task) {
        runtime.scheduler().schedule(delay, () -> execute(task));
    }

    /** Where to read into; belongs to whoever is being called by the loop. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select(key -> guarded(() -> ((Ready) key.attachment()).onReady(key)));
                runTasks();
            }
            List.copyOf(selector.keys()).forEach(key -> guarded(((Ready) key.attachment())::onStop));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the loop of the transport 'uds' failed", e);
        } finally {
            stopped = true;
            runTasks();
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a step of the transport 'uds' failed; the others go on", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }
}
