package dev.gossip.api;

import java.util.List;
import java.util.Map;

/**
 * A snapshot of what a node is made of and how it fares.
 *
 * @param router the router's name
 * @param extensions names of the extensions
 * @param drops how much was dropped so far, by reason code
 * @param memoryBound the most that queues and buffers may hold now, in bytes
 */
public record NodeDescription(
        List<Endpoint> endpoints, String router, List<String> extensions, Map<String, Long> drops, long memoryBound) {

    public NodeDescription {
        endpoints = List.copyOf(endpoints);
        extensions = List.copyOf(extensions);
        drops = Map.copyOf(drops);
    }

    /** One endpoint and its links. */
    public record Endpoint(
            String name, NodeId self, String protocol, String transport, List<PeerAddress> bound, int links) {

        public Endpoint {
            bound = List.copyOf(bound);
        }
    }
}
