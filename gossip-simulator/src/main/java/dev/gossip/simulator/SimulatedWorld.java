package dev.gossip.simulator;

import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Hosts and the network between them, in virtual time. The same seed and the same calls give the same run, event for event,
 * as long as the nodes draw their randomness from their runtime and none of them stops in order. Used by one thread, which
 * also runs all nodes.
 */
public final class SimulatedWorld implements AutoCloseable {

    private final long seed;
    private final VirtualTime time = new VirtualTime();
    private final Network network;
    private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();

    private SimulatedWorld(long seed) {
        this.seed = seed;
        this.network = new Network(time, new SplittableRandom(seed));
    }

    /** An empty world; every link takes a millisecond and loses nothing until {@link #links} says otherwise. */
    public static SimulatedWorld seeded(long seed) {
        return new SimulatedWorld(seed);
    }

    /** Every link follows {@code model} from now on. */
    public SimulatedWorld links(LinkModel model) {
        return links((from, to) -> model);
    }

    /** Links follow {@code map} from now on. */
    public SimulatedWorld links(LinkMap map) {
        network.links(map);
        return this;
    }

    /** The host of this name, made if there is none. */
    public SimulatedHost host(String name) {
        return hosts.computeIfAbsent(name, fresh -> new SimulatedHost(this, fresh, hosts.size()));
    }

    /** Hosts in the order in which they were made. */
    public List<SimulatedHost> hosts() {
        return List.copyOf(hosts.values());
    }

    /**
     * Splits the network: hosts of different groups do not reach each other. Hosts in no group form one of their own. What is
     * on the way stalls; a connection on which nothing gets through for 15 seconds breaks.
     */
    public void partition(Collection<? extends Collection<SimulatedHost>> groups) {
        hosts.values().forEach(host -> host.island(0));
        int island = 0;
        for (Collection<SimulatedHost> group : groups) {
            island++;
            for (SimulatedHost host : group) {
                host.island(island);
            }
        }
        hosts.values().forEach(host -> network.log(EventLog.Kind.SPLIT, host, host, host.island(), 0));
        network.retryStalled();
    }

    /** Ends every partition; what stalled arrives now. */
    public void heal() {
        partition(new ArrayList<>());
    }

    /** The world's clock and scheduler. */
    public VirtualTime time() {
        return time;
    }

    /** Lets {@code span} pass. */
    public void run(Duration span) {
        time.advance(span);
    }

    /**
     * Lets time pass until {@code condition} holds, at most {@code limit}.
     *
     * @return whether it holds
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        return time.advanceUntil(condition, limit);
    }

    /** Tells {@code listener} of every frame from now on. */
    public void onFrame(FrameListener listener) {
        network.listen(listener);
    }

    /** How many events of the network there were so far. */
    public long events() {
        return network.events().events();
    }

    /** SHA-256 over all events so far, in hex: moment, kind, hosts, length and a hash of the content. */
    public String digest() {
        return network.events().hex();
    }

    /** Ends all nodes at once, without a word. */
    @Override
    public void close() {
        hosts.values().forEach(SimulatedHost::crash);
    }

    Network network() {
        return network;
    }

    Optional<SimulatedHost> find(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /** A seed of its own for each boot of each host, whatever else the world contains. */
    long seedOf(SimulatedHost host, int boot) {
        return new SplittableRandom(seed ^ ((long) host.name().hashCode() << 32 | boot)).nextLong();
    }
}
