package dev.gossip.api;

/** A scheduled task that has perhaps not run yet. */
@FunctionalInterface
public interface Cancellable {

    /** Prevents a run that has not started; idempotent. */
    void cancel();
}
