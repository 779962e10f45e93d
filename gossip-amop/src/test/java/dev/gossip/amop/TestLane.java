package dev.gossip.amop;

import dev.gossip.api.Cancellable;
import dev.gossip.spi.Lane;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A lane in virtual time: tasks of one moment run in the order in which they came. */
record TestLane(VirtualTime time, String name) implements Lane {

    @Override
    public void execute(Runnable task) {
        time.schedule(Duration.ZERO, task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    @Override
    public Cancellable every(Duration period, Runnable task) {
        AtomicReference<Cancellable> next = new AtomicReference<>();
        repeat(next, period, task);
        return () -> next.get().cancel();
    }

    private void repeat(AtomicReference<Cancellable> next, Duration period, Runnable task) {
        next.set(schedule(period, () -> {
            repeat(next, period, task);
            task.run();
        }));
    }
}
