package dev.gossip.orbs.codec;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a peer is dialled next. One for each peer; used by one lane. */
final class RedialSchedule {

    private final Reconnect config;
    private final RandomGenerator random;
    private Duration next;
    private boolean atOnceSpent;

    RedialSchedule(Reconnect config, RandomGenerator random) {
        this.config = config;
        this.random = random;
        this.next = config.first();
    }

    /** The wait after a dial that failed. */
    Duration afterFailure() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(config.longest()) > 0 ? config.longest() : doubled;
        double factor = 1 + config.jitter() * (2 * random.nextDouble() - 1);
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    /** The wait after a link was lost that had lived for {@code lifetime}: none, unless links die young repeatedly. */
    Duration afterLoss(Duration lifetime) {
        if (lifetime.compareTo(config.healthy()) >= 0) {
            next = config.first();
            atOnceSpent = false;
        }
        if (!atOnceSpent) {
            atOnceSpent = true;
            return Duration.ZERO;
        }
        return afterFailure();
    }
}
