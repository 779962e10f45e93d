package dev.gossip.membership;

import dev.gossip.api.Cancellable;
import dev.gossip.spi.Lane;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;

/** A lane on virtual time: everything runs on the test's thread. */
final class VirtualLane implements Lane {

    private final VirtualTime time;

    VirtualLane(VirtualTime time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "control";
    }

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
        Series series = new Series(period, task);
        series.next();
        return series;
    }

    private final class Series implements Cancellable {
        private final Duration period;
        private final Runnable task;
        private boolean cancelled;

        Series(Duration period, Runnable task) {
            this.period = period;
            this.task = task;
        }

        void next() {
            time.schedule(period, () -> {
                if (!cancelled) {
                    task.run();
                    next();
                }
            });
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
