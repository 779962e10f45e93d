package dev.gossip.simulator;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.PeerAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine of a {@link SimulatedWorld} that runs one node. The node is a production node; its time, threads, randomness and
 * sockets are the host's. Its endpoints choose the transport {@code simulated}.
 */
public final class SimulatedHost {

    private final SimulatedWorld world;
    private final String name;
    private final int index;
    private final Uplink uplink = new Uplink();
    private Duration clockOffset = Duration.ZERO;
    private int island;
    private int boots;
    private @Nullable Recipe recipe;
    private @Nullable HostRuntime runtime;
    private @Nullable GossipNode node;

    SimulatedHost(SimulatedWorld world, String name, int index) {
        this.world = world;
        this.name = name;
        this.index = index;
    }

    public String name() {
        return name;
    }

    /** How many hosts the world had before this one. */
    public int index() {
        return index;
    }

    /** The address by which others dial this host at {@code port}. */
    public PeerAddress address(int port) {
        return PeerAddress.of(name, port);
    }

    /** Limits what the host can send, for all its connections together. Without it: unlimited. */
    public SimulatedHost uplink(double bytesPerSecond) {
        uplink.limit(bytesPerSecond);
        return this;
    }

    /** Lets the host's wall clock be wrong by {@code offset}, from the next start on. */
    public SimulatedHost clockOffset(Duration offset) {
        clockOffset = offset;
        return this;
    }

    /** Starts a node and remembers how, as {@link #start(Consumer, Consumer)} with nothing to do afterwards. */
    public GossipNode start(Consumer<GossipNodeBuilder> assembly) {
        return start(assembly, started -> {});
    }

    /**
     * Starts a node and remembers how, for {@link #restart}.
     *
     * @param assembly configures a fresh builder that has this host's runtime already
     * @param use what the application does with the node once it runs: subscribe, for example
     * @return the running node
     * @throws GossipException if a node runs here, or if the node cannot be built or started
     */
    public GossipNode start(Consumer<GossipNodeBuilder> assembly, Consumer<GossipNode> use) {
        if (isUp()) {
            throw new GossipException("a node runs on '" + name + "' already; stop it first");
        }
        recipe = new Recipe(assembly, use);
        HostRuntime fresh = new HostRuntime(world.time(), world.seedOf(this, boots++), clockOffset, this);
        GossipNodeBuilder builder = GossipNode.builder().runtime(fresh);
        assembly.accept(builder);
        runtime = fresh;
        world.network().log(EventLog.Kind.BOOT, this, this, boots, 0);
        try {
            GossipNode started = builder.start();
            node = started;
            use.accept(started);
            world.network().retryStalled();
            return started;
        } catch (RuntimeException e) {
            halt();
            throw e;
        }
    }

    /** Starts the node again as it was started last; with other random numbers and nothing remembered. */
    public GossipNode restart() {
        Recipe known = recipe;
        if (known == null) {
            throw new GossipException("nothing was started on '" + name + "' yet; use start");
        }
        return start(known.assembly, known.use);
    }

    /**
     * Closes the node in order: it says good-bye, and what leaves the uplink by then arrives. Its links close in no fixed
     * order.
     */
    public void stop() {
        if (isUp()) {
            node().close();
            world.time().settle();
            reset();
        }
    }

    /** Ends the process: the node says nothing, but its connections are reset. */
    public void kill() {
        if (isUp()) {
            reset();
        }
    }

    /** The machine loses power: the others hear nothing at all, and what they send gets no answer. */
    public void crash() {
        if (isUp()) {
            sockets().ifPresent(HostSockets::forget);
            halt();
        }
    }

    private void reset() {
        sockets().ifPresent(HostSockets::reset);
        halt();
    }

    private void halt() {
        world.network().log(EventLog.Kind.HALT, this, this, boots, 0);
        HostRuntime running = runtime;
        if (running != null) {
            running.halt();
        }
        runtime = null;
        node = null;
    }

    /** Whether a node runs here. */
    public boolean isUp() {
        return runtime != null;
    }

    /**
     * The node that runs here.
     *
     * @throws GossipException if none does
     */
    public GossipNode node() {
        GossipNode running = node;
        if (running == null) {
            throw new GossipException("no node runs on '" + name + "'");
        }
        return running;
    }

    SimulatedWorld world() {
        return world;
    }

    Uplink uplink() {
        return uplink;
    }

    int island() {
        return island;
    }

    void island(int number) {
        island = number;
    }

    Optional<HostSockets> sockets() {
        HostRuntime running = runtime;
        return Optional.ofNullable(running)
                .map(present -> present.shared(HostSockets.class, () -> new HostSockets(this, present)));
    }

    @Override
    public String toString() {
        return name;
    }

    private record Recipe(Consumer<GossipNodeBuilder> assembly, Consumer<GossipNode> use) {}
}
