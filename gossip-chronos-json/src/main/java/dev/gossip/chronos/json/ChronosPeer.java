package dev.gossip.chronos.json;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.link.ChronosEndpoint;
import dev.gossip.chronos.json.propagate.Acquaintance;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.Router;
import dev.gossip.spi.store.OrderedStore;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One Chronos node: its chain, the blocks that it makes and hears of. Serves one endpoint of one node. Thread-safe.
 *
 * <pre>{@code
 * ChronosPeer peer = ChronosPeer.on(endpoint, ChronosConfig.of(walletAddress), store);
 * peer.listen(listener);
 * GossipNode node = peer.configure(GossipNode.builder()).start();
 * peer.submit(block);
 * }</pre>
 */
public final class ChronosPeer {

    /** What a message adds to a block, generously. */
    private static final int MESSAGE_BYTES = 64;

    private final EndpointConfig endpoint;
    private final Router router;
    private final List<ChronosListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ChronosEndpoint opened;
    private volatile boolean running;
    private boolean configured;

    private ChronosPeer(EndpointConfig.Builder parts, ChronosConfig config, OrderedStore store) {
        this.router = config.router().orElseGet(ChronosPeer::sqrt);
        ChronosProtocol protocol =
                new ChronosProtocol(Optional.of(config), Optional.of(store), new Everybody(), built -> opened = built);
        this.endpoint = parts.protocol(protocol).build();
    }

    /**
     * A peer with one endpoint. Seeds of the endpoint are the peers to be linked.
     *
     * @param endpoint everything but the protocol, which is set here
     * @param store holds each committed block in its JSON text under its height; stays open when the node closes
     * @throws GossipException if no router is given and {@code sqrt} is not found
     */
    public static ChronosPeer on(EndpointConfig.Builder endpoint, ChronosConfig config, OrderedStore store) {
        return new ChronosPeer(endpoint, config, store);
    }

    private static Router sqrt() {
        Iterator<Router> found = ServiceLoader.load(Router.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    throw new GossipException("no router 'sqrt' was found; add gossip-core, or choose a router with"
                            + " ChronosConfig.withRouter(...)");
                }
                Router router = found.next();
                if (router.name().equals("sqrt")) {
                    return router;
                }
            } catch (ServiceConfigurationError e) {
                // A broken entry hides no other; the node's registry reports it.
            }
        }
    }

    /** Adds somebody who hears of blocks from now on. */
    public ChronosPeer listen(ChronosListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Puts the endpoint, its router and what drives the chain on a node. Call it once.
     *
     * @return {@code node}
     * @throws GossipException if it was called before
     */
    public synchronized GossipNodeBuilder configure(GossipNodeBuilder node) {
        if (configured) {
            throw new GossipException("a ChronosPeer serves one node; make another one for another node");
        }
        configured = true;
        return node.endpoint(endpoint)
                .router(router)
                .extension(
                        new ChronosExtension(endpoint.name(), this::started, this::stopped), Set.of(endpoint.name()));
    }

    private void started(NodeContext context) {
        endpoint().manager().start(context, router);
        running = true;
    }

    private void stopped() {
        running = false;
        endpoint().manager().stop();
    }

    private ChronosEndpoint endpoint() {
        ChronosEndpoint built = opened;
        if (built == null) {
            throw new GossipException("the peer's node is not built yet");
        }
        return built;
    }

    /**
     * Submits a block that we made: checked as a peer's would be, passed on, and a candidate for its height. Hashes on the
     * calling thread.
     *
     * @throws GossipException if the block is refused, naming the rule, or the node does not run
     */
    public void submit(ChronosBlock block) {
        if (!running) {
            throw new GossipException("blocks can be submitted once the node has started, and until it closes");
        }
        int limit = endpoint().config().limits().maxFrameBytes() - MESSAGE_BYTES;
        if (block.json().length() > limit) {
            throw new GossipException("a block of " + block.json().length() + " bytes exceeds the limit of " + limit
                    + " (maxFrameBytes less " + MESSAGE_BYTES + ")");
        }
        endpoint().manager().offer(block, new Acquaintance()).ifPresent(refusal -> {
            throw new GossipException("the block is refused as " + refusal.reason() + ": " + refusal.detail());
        });
    }

    /** Height of the newest committed block; -1 if there is none. */
    public long height() {
        return endpoint().manager().height();
    }

    /** How the node stands: for status pages and tests. */
    public ChronosStatus status() {
        return endpoint().manager().status();
    }

    /** A committed block; reads the store on the calling thread. */
    public Optional<ChronosBlock> block(long height) {
        return endpoint().manager().block(height);
    }

    /** Whoever is linked and has said what it calls itself. */
    int claims() {
        return endpoint().manager().claims();
    }

    /** Tells all listeners. */
    private final class Everybody implements ChronosListener {

        @Override
        public void received(ChronosBlock block) {
            listeners.forEach(listener -> listener.received(block));
        }

        @Override
        public void committed(ChronosBlock block) {
            listeners.forEach(listener -> listener.committed(block));
        }
    }
}
