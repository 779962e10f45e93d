package dev.gossip.spi;

import dev.gossip.api.Body;
import java.util.Set;

/**
 * Something that lives on a node: membership, pull, state, AMOP. Its handlers and timers run on lanes of the node, so an
 * extension that touches its state only there needs no lock.
 */
public interface Extension {

    /** Kebab-case name, unique on a node. */
    String name();

    /** Bodies it sends or handles. */
    Set<Class<? extends Body>> bodies();

    /**
     * Those of {@link #bodies()} that it sends or handles on one endpoint; the node fails to build if the endpoint's protocol
     * cannot carry one of them. An extension that leaves an endpoint alone needs none there.
     */
    default Set<Class<? extends Body>> bodies(String endpoint) {
        return bodies();
    }

    /**
     * Whether a node is wrong with it if the protocol of one endpoint cannot carry its bodies. An extension for which such an
     * endpoint is none of its business (membership, where a protocol has none) says no: the node logs that it is left out
     * there, and neither {@link NodeContext#endpoints()} nor link listeners nor {@link #seedsChanged} show it the endpoint.
     */
    default boolean servesEveryEndpoint() {
        return true;
    }

    /**
     * Whether it says by {@link NodeContext#peerUpdates()} who is alive on the endpoints that it serves. Where no extension
     * does, whoever is linked counts as alive.
     */
    default boolean judgesPeers() {
        return false;
    }

    /**
     * Whether it dials the endpoints' seeds and keeps trying. Where no extension does, the node itself keeps a link to each
     * seed, and to each peer that asks for one ({@link LinkListener#peerListens}).
     */
    default boolean joinsBySeeds() {
        return false;
    }

    /** {@link #joinsBySeeds()} for one endpoint; asked only about endpoints that it serves. */
    default boolean joinsBySeeds(String endpoint) {
        return joinsBySeeds();
    }

    /** Registers handlers and timers. Called on the control lane once all listeners are bound. */
    void start(NodeContext context);

    /**
     * The addresses to join by of an endpoint have changed; {@link NodeContext#endpoints} shows them. Called on the control
     * lane, after {@link #start}.
     */
    default void seedsChanged(String endpoint) {}

    /** Says good-bye. Called on the control lane before links close; must not block. */
    default void stop() {}
}
