package dev.gossip.core.node;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.core.dispatch.Endpoint;
import dev.gossip.core.dispatch.Handlers;
import dev.gossip.core.dispatch.Outbound;
import dev.gossip.core.dispatch.RequestTable;
import dev.gossip.core.dispatch.Spreader;
import dev.gossip.core.dispatch.Subscriptions;
import dev.gossip.core.lane.Lanes;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one node is assembled from. */
record NodeParts(
        GossipRuntime runtime,
        Reporter reporter,
        Lanes lanes,
        Map<String, Scope> scopes,
        PeerTable peers,
        Handlers handlers,
        Subscriptions subscriptions,
        RequestTable requests,
        Outbound outbound,
        Spreader spreader,
        List<Endpoint> endpoints,
        CopyOnWriteArrayList<LinkListener> linkListeners) {

    /** @throws GossipException if there is no such endpoint */
    Endpoint endpoint(String name) {
        // A loop, because every message that is sent comes by here.
        for (Endpoint endpoint : endpoints) {
            if (endpoint.name().equals(name)) {
                return endpoint;
            }
        }
        throw new GossipException("no endpoint is called '" + name + "'; there are "
                + endpoints.stream().map(Endpoint::name).toList());
    }
}
