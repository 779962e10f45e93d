package dev.gossip.fabric.privatedata;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.crypto.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** The node as the private data of one channel sees it: endpoint, channel, lane and randomness filled in. */
record PrivateContext(
        NodeContext node,
        PrivateDataSpec spec,
        PrivateCollections collections,
        PrivateTimers timers,
        Lane lane,
        RandomGenerator random) {

    PrivateDataConfig config() {
        return spec.config();
    }

    /** Completes on the channel's lane if called there. */
    CompletionStage<Delivery> request(NodeId target, Body body, Duration timeout) {
        return node.request(spec.endpoint(), target, Message.of(Topic.scope(spec.channel()), body), timeout);
    }

    void dropped(LinkPeer from, DropReason reason, String detail) {
        node.dropped(from, reason, "channel '" + spec.channel() + "': " + detail);
    }

    /** Counts something that went wrong here and that no peer is to blame for. */
    void failed(String what) {
        node.metrics()
                .counter("gossip.privdata.failures", "channel", spec.channel(), "what", what)
                .increment();
    }

    long nanoTime() {
        return node.time().nanoTime();
    }

    /** Members of the channel that may hold a collection, in random order. */
    List<Peer> holders(PrivateCollection collection) {
        List<Peer> holders = new ArrayList<>(spec.members().members().stream()
                .filter(peer -> mayHold(peer.id(), collection))
                .toList());
        for (int i = holders.size(); i > 1; i--) {
            Collections.swap(holders, i - 1, random.nextInt(i));
        }
        return holders;
    }

    boolean mayHold(NodeId id, PrivateCollection collection) {
        Optional<Identity> identity = spec.members().identity(id);
        return identity.filter(known -> collection.organisations().contains(known.organisation()))
                .filter(collection.members()::admits)
                .isPresent();
    }

    /** Whether we are entitled to a collection's data. */
    boolean isOurs(PrivateCollection collection) {
        return collection.organisations().contains(spec.members().organisation())
                || mayHold(spec.members().self(), collection);
    }
}
