package dev.gossip.examples.demo.orbs;

import dev.gossip.api.GossipRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What a node can send to all others together: so many bytes per second, connections that wait take turns, as TCP connections
 * share a line. Counts what left. Thread-safe.
 */
final class Uplink {

    private static final int TURN_BYTES = 32 << 10;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final GossipRuntime runtime;
    private final long bytesPerSecond;
    private final Deque<PacedConnection> waiting = new ArrayDeque<>();
    private long freeAt;
    private boolean scheduled;
    private long sent;

    Uplink(GossipRuntime runtime, long bytesPerSecond) {
        this.runtime = runtime;
        this.bytesPerSecond = bytesPerSecond;
        this.freeAt = runtime.time().nanoTime();
    }

    /** Bytes that were handed to sockets, TLS records and TCP headers not included. */
    synchronized long sentBytes() {
        return sent;
    }

    /** {@code connection} has something to send. */
    synchronized void serve(PacedConnection connection) {
        if (waiting.isEmpty()) {
            // An idle line saves nothing up; a busy one makes up for timers that fire late.
            freeAt = Math.max(freeAt, runtime.time().nanoTime());
        }
        if (!waiting.contains(connection)) {
            waiting.add(connection);
        }
        send();
    }

    private synchronized void resume() {
        scheduled = false;
        send();
    }

    private void send() {
        long now = runtime.time().nanoTime();
        while (!waiting.isEmpty() && freeAt <= now) {
            PacedConnection next = waiting.remove();
            int bytes = next.sendUpTo(TURN_BYTES);
            sent += bytes;
            freeAt += bytes * NANOS_PER_SECOND / bytesPerSecond;
            if (bytes > 0) {
                // What has nothing left says so when its next turn comes.
                waiting.add(next);
            }
        }
        if (!waiting.isEmpty() && !scheduled) {
            scheduled = true;
            runtime.scheduler().schedule(Duration.ofNanos(freeAt - now), this::resume);
        }
    }
}
