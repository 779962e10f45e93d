package dev.gossip.testkit;

import dev.gossip.api.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Carries values of any type between named parties in virtual time, with latency, jitter (which reorders), loss,
 * partitions and stopped parties. Everything random comes from the generator given. Used by one thread.
 *
 * @param <A> address of a party
 * @param <M> what is carried
 */
public final class VirtualNetwork<A, M> {

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Map<A, BiConsumer<A, M>> receivers = new HashMap<>();
    private final Map<A, Integer> islands = new HashMap<>();
    private final Set<A> stopped = new HashSet<>();
    private Duration latency = Duration.ofMillis(1);
    private Duration jitter = Duration.ZERO;
    private double loss;
    private long carried;
    private long lost;

    public VirtualNetwork(Scheduler scheduler, RandomGenerator random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Every value takes {@code base} plus a uniform part of {@code spread}. */
    public VirtualNetwork<A, M> latency(Duration base, Duration spread) {
        latency = base;
        jitter = spread;
        return this;
    }

    /** Loses each value with this probability. */
    public VirtualNetwork<A, M> loss(double probability) {
        loss = probability;
        return this;
    }

    /** Attaches a party; the receiver gets (sender, value). */
    public void attach(A address, BiConsumer<A, M> receiver) {
        receivers.put(address, receiver);
        stopped.remove(address);
    }

    /** Silences a party until it is attached again. */
    public void stop(A address) {
        stopped.add(address);
    }

    /** Splits the network: parties of different islands do not hear each other. Parties not named share one island. */
    public void partition(List<Set<A>> groups) {
        islands.clear();
        for (int i = 0; i < groups.size(); i++) {
            for (A address : groups.get(i)) {
                islands.put(address, i + 1);
            }
        }
    }

    /** Ends every partition. */
    public void heal() {
        islands.clear();
    }

    /** Whether a value sent now could arrive. */
    public boolean reachable(A from, A to) {
        return receivers.containsKey(to)
                && !stopped.contains(from)
                && !stopped.contains(to)
                && islands.getOrDefault(from, 0).equals(islands.getOrDefault(to, 0));
    }

    /** Sends a value; it arrives later or never. */
    public void send(A from, A to, M value) {
        if (!reachable(from, to) || random.nextDouble() < loss) {
            lost++;
            return;
        }
        long spread = jitter.isZero() ? 0 : random.nextLong(jitter.toNanos() + 1);
        scheduler.schedule(latency.plusNanos(spread), () -> {
            if (reachable(from, to)) {
                carried++;
                receivers.get(to).accept(from, value);
            } else {
                lost++;
            }
        });
    }

    /** Values that arrived. */
    public long carried() {
        return carried;
    }

    /** Values that were lost, for whatever reason. */
    public long lost() {
        return lost;
    }
}
