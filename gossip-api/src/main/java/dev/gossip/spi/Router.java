package dev.gossip.spi;

import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Decides who gets a message next. A pure function: same request, same random numbers, same answer. */
public interface Router extends Provider {

    /** The next hops for one message, without duplicates; may be empty. */
    List<Hop> route(RoutingRequest request);

    /**
     * What a router decides on.
     *
     * @param source who handed the message to us; absent if it is our own. Never a target
     * @param candidates alive peers that may be sent this message, in no particular order; never includes us
     * @param known peers known to have the message already
     * @param fanout how many targets a sampling router chooses
     * @param toAll whether every candidate must be served, whatever the fanout
     */
    record RoutingRequest(
            Envelope envelope,
            Optional<NodeId> source,
            List<Peer> candidates,
            Set<NodeId> known,
            int fanout,
            boolean toAll,
            RandomGenerator random) {

        /** Candidates that are neither the source nor known to have the message. */
        public List<Peer> open() {
            return candidates.stream()
                    .filter(peer -> source.filter(peer.id()::equals).isEmpty() && !known.contains(peer.id()))
                    .toList();
        }
    }

    /** One target: what it gets and how long to wait first. */
    record Hop(Peer target, Form form, Duration delay) {

        /** The whole message, now. */
        public static Hop full(Peer target) {
            return new Hop(target, Form.FULL, Duration.ZERO);
        }
    }

    /** What travels. */
    enum Form {
        /** The message itself. */
        FULL,
        /** Only its announcement. */
        ANNOUNCE
    }
}
