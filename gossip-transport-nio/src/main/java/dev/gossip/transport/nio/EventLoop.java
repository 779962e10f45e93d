package dev.gossip.transport.nio;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One thread that waits for its channels and for tasks. Tasks may come from any thread; a sleeping loop is woken once, a
 * busy one not at all. Channels and their keys are touched on the loop only.
 */
final class EventLoop implements Executor {

    /** Channels get a turn at least after so many tasks. */
    private static final int TASKS_PER_TURN = 1_024;

    private static final Logger log = System.getLogger(EventLoop.class.getName());

    private final Selector selector;
    private final Thread thread;
    private final Runnable onEnd;
    private final LoopBuffers buffers = new LoopBuffers();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile boolean ended;

    /** What a key belongs to; called on the loop. */
    interface Ready {

        /** The channel can do something of what its key asked for. */
        void ready();

        /** The loop ends, and the channel has to be closed. */
        void loopStopped();
    }

    /** @param onEnd runs when everything is closed, as the last act of the thread */
    EventLoop(String name, Runnable onEnd) throws IOException {
        this.selector = Selector.open();
        this.onEnd = onEnd;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the loop soon; from any thread. */
    void stop() {
        stopping = true;
        selector.wakeup();
    }

    /** Waits for the thread of a loop that has ended. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** Gives back the selector of a loop that was never started. */
    void abandon() {
        closeSelector();
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Memory that everything on this loop may use between two callbacks. */
    LoopBuffers buffers() {
        return buffers;
    }

    /** Runs {@code task} on the loop, never inside this call. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (isCurrent()) {
            return;
        }
        if (ended && tasks.remove(task)) {
            throw new RejectedExecutionException("the event loop has ended");
        }
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** Puts a non-blocking channel on this loop; on the loop only. */
    SelectionKey register(SelectableChannel channel, int operations, Ready owner) throws ClosedChannelException {
        if (stopping) {
            throw new ClosedChannelException();
        }
        return channel.register(selector, operations, owner);
    }

    private void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (IOException e) {
            log.log(Level.ERROR, "the selector failed; all connections of this event loop are closed", e);
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        asleep.set(true);
        if (tasks.isEmpty() && !stopping) {
            selector.select(EventLoop::ready);
        } else {
            selector.selectNow(EventLoop::ready);
        }
        asleep.set(false);
        runTasks(TASKS_PER_TURN);
    }

    private static void ready(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Ready owner) {
            safely(owner::ready);
        }
    }

    private void runTasks(int limit) {
        for (int i = 0; i < limit; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            safely(task);
        }
    }

    private void end() {
        stopping = true;
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Ready owner) {
                safely(owner::loopStopped);
            }
        }
        runTasks(Integer.MAX_VALUE);
        ended = true;
        // What was added before the others could see the end.
        runTasks(Integer.MAX_VALUE);
        closeSelector();
        onEnd.run();
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            log.log(Level.DEBUG, "the selector did not close", e);
        }
    }

    /** One bad task must not end the loop for all others. */
    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            log.log(Level.ERROR, "a task of the event loop failed; others go on", e);
        }
    }
}
