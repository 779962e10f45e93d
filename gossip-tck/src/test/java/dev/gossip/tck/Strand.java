package dev.gossip.tck;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks one after the other on a pool. */
final class Strand {

    private final Executor pool;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    Strand(Executor pool) {
        this.pool = pool;
    }

    void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            pool.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The runtime is closed, and with it everything that could want the task.
            tasks.clear();
        }
    }

    private void drain() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            task.run();
        }
    }
}
