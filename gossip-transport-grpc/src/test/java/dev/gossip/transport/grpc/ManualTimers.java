package dev.gossip.transport.grpc;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Timers that expire when the test says so. */
final class ManualTimers implements Scheduler {

    private final List<Timer> timers = new CopyOnWriteArrayList<>();

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(delay, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    boolean has(Duration delay) {
        return timers.stream().anyMatch(timer -> timer.delay().equals(delay));
    }

    void expire(Duration delay) {
        for (Timer timer : timers) {
            if (timer.delay().equals(delay) && timers.remove(timer)) {
                timer.task().run();
            }
        }
    }

    private record Timer(Duration delay, Runnable task) {}
}
