package dev.gossip.api;

import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.spi.Extension;
import dev.gossip.spi.Router;
import dev.gossip.spi.Scope;
import java.util.Set;

/** Assembles a node. Not thread-safe; each method returns this builder. */
public interface GossipNodeBuilder {

    /** Uses {@code runtime} and leaves its closing to the caller. Without it the node makes and closes its own. */
    GossipNodeBuilder runtime(GossipRuntime runtime);

    /** Adds an endpoint; at least one is needed. */
    GossipNodeBuilder endpoint(EndpointConfig endpoint);

    /** Chooses the router by name. Default: {@code fanout}. */
    GossipNodeBuilder router(String name);

    /** Uses exactly this router. */
    GossipNodeBuilder router(Router router);

    /** How many targets a sampling router chooses; at least 1. Default: 3. */
    GossipNodeBuilder fanout(int targets);

    /** Adds an extension; names are unique within a node. */
    GossipNodeBuilder extension(Extension extension);

    /**
     * Adds an extension that lives on the named endpoints only: it sees no others, hears nothing of their messages and links,
     * and their protocols need not carry its bodies. So the extensions of several systems share one node.
     *
     * @param endpoints names of endpoints of this node, at least one
     */
    GossipNodeBuilder extension(Extension extension, Set<String> endpoints);

    /** Takes part in a scope from the start. */
    GossipNodeBuilder scope(Scope scope);

    /** Replaces {@link NodeLimits#DEFAULT}. */
    GossipNodeBuilder limits(NodeLimits limits);

    /** Sends measurements there. Default: nowhere. */
    GossipNodeBuilder metrics(MetricsSink metrics);

    /** Adds an observer of events. */
    GossipNodeBuilder observer(NodeObserver observer);

    /**
     * Checks everything and assembles the node without any I/O.
     *
     * @throws GossipException naming what is missing or contradictory and what to do about it
     */
    GossipNode build();

    /**
     * Builds the node, starts it and waits until every listener is bound. Blocks the caller.
     *
     * @throws GossipException as {@link #build()}, or if an address cannot be bound; nothing is left open then
     */
    GossipNode start();
}
