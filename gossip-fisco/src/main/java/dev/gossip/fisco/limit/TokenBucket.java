package dev.gossip.fisco.limit;

import java.time.Duration;

/**
 * A budget that is restored evenly and holds what one window restores. What is larger than the whole budget passes when the
 * budget is full, and leaves it in debt, so that the rate holds and everything that is legal can be sent at some time. Owned
 * by one thread at a time; times are those of one monotonic clock, in nanoseconds.
 */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double perNano;
    private final double capacity;
    private double left;
    private long asOf;

    TokenBucket(long perSecond, Duration window, long now) {
        this.perNano = perSecond / NANOS;
        this.capacity = perNano * window.toNanos();
        this.left = capacity;
        this.asOf = now;
    }

    /** @return whether there was enough, and is taken */
    boolean take(long amount, long now) {
        restore(now);
        if (left < Math.min(amount, capacity)) {
            return false;
        }
        left -= amount;
        return true;
    }

    /** For what is counted and not limited: it uses up what is there and leaves no debt. */
    void use(long amount, long now) {
        restore(now);
        left = Math.min(left, Math.max(0, left - amount));
    }

    /** Undoes a {@link #take}. */
    void giveBack(long amount) {
        left = Math.min(capacity, left + amount);
    }

    /** Whether nothing is remembered here that a new bucket would not know. */
    boolean isFull(long now) {
        restore(now);
        return left >= capacity;
    }

    private void restore(long now) {
        if (now - asOf > 0) {
            left = Math.min(capacity, left + (now - asOf) * perNano);
            asOf = now;
        }
    }
}
