package dev.gossip.core.dispatch;

import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.TrafficRule;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The rule by which an extension limits what passes on the node's links; without one everything passes. Thread-safe. */
public final class Traffic {

    private static final TrafficRule FREE = new TrafficRule() {
        @Override
        public Optional<DropReason> leaving(LinkPeer to, Envelope envelope, int bytes) {
            return Optional.empty();
        }

        @Override
        public Optional<DropReason> arriving(LinkPeer from, Envelope envelope) {
            return Optional.empty();
        }
    };

    private final AtomicReference<TrafficRule> rule = new AtomicReference<>(FREE);

    /** @throws GossipException if there is a rule already */
    public void limit(TrafficRule wanted) {
        if (!rule.compareAndSet(FREE, wanted)) {
            throw new GossipException("two extensions limit the traffic of this node; leave one of them out");
        }
    }

    TrafficRule rule() {
        return rule.get();
    }
}
