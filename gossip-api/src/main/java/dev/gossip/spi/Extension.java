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
     * Whether it dials the endpoints' seeds and keeps trying. If no extension of a node does, the node itself keeps a link to
     * each seed.
     */
    default boolean joinsBySeeds() {
        return false;
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
