package dev.gossip.amop.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles items beside the lanes, one at a time and in order: the next one begins when the stage of the one before is
 * complete. Stages that complete at once follow each other on one thread. Thread-safe.
 */
final class Turns<E> {

    /** Items handled before the pool's thread is given to others. */
    private static final int BATCH = 64;

    private final Executor beside;
    private final Function<E, CompletionStage<?>> handle;
    private final Deque<E> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * @param beside runs what is handled
     * @param handle never throws
     */
    Turns(Executor beside, Function<E, CompletionStage<?>> handle) {
        this.beside = beside;
        this.handle = handle;
    }

    void add(E item) {
        if (queue(item)) {
            beside.execute(this::run);
        }
    }

    /** @return whether nobody handles items at present */
    private synchronized boolean queue(E item) {
        waiting.add(item);
        boolean idle = !running;
        running = true;
        return idle;
    }

    /** @return whether the item had not begun, and so never will */
    synchronized boolean remove(E item) {
        return waiting.remove(item);
    }

    /** Removes what has not begun. */
    synchronized List<E> removeAll() {
        List<E> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    private synchronized @Nullable E next() {
        E item = waiting.poll();
        running = item != null;
        return item;
    }

    private void run() {
        for (int i = 0; i < BATCH; i++) {
            E item = next();
            if (item == null) {
                return;
            }
            // Who comes second goes on: this thread, or the one that completes the stage.
            AtomicBoolean met = new AtomicBoolean();
            handle.apply(item).whenComplete((reply, failure) -> {
                if (met.getAndSet(true)) {
                    beside.execute(this::run);
                }
            });
            if (!met.getAndSet(true)) {
                return;
            }
        }
        beside.execute(this::run);
    }
}
