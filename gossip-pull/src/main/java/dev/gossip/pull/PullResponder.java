package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The side that is asked: hello is answered by a digest, a request within time by an update, anything else by silence. */
final class PullResponder {

    private final PullSpec spec;
    private final PullPort port;
    private final RandomGenerator random;
    private final PullMeter meter;
    private final HelloTable hellos;

    PullResponder(PullSpec spec, PullPort port, RandomGenerator random, PullMeter meter) {
        this.spec = spec;
        this.port = port;
        this.random = random;
        this.meter = meter;
        this.hellos = new HelloTable(spec.config());
    }

    /** The digest to answer with, if any. */
    Optional<Digest> onHello(LinkPeer from, Hello hello) {
        Optional<NodeId> peer = served(from, hello);
        if (peer.isEmpty()) {
            return Optional.empty();
        }
        if (!hellos.remember(peer.get(), hello.nonce(), port.nanoTime())) {
            port.dropped(
                    from,
                    PullDrops.TOO_MANY_HELLOS,
                    "limits are " + spec.config().maxHellos() + " in all (maxHellos) and "
                            + spec.config().maxHellosPerPeer() + " per peer (maxHellosPerPeer)");
            return Optional.empty();
        }
        List<Bytes> ids = spec.store().ids().stream()
                .filter(id -> spec.offered().test(from, id))
                .toList();
        if (ids.size() > spec.config().maxIds()) {
            // A random part: over several rounds every id gets its turn.
            ids = Samples.pick(ids, spec.config().maxIds(), random);
        }
        return ids.isEmpty() ? Optional.empty() : Optional.of(new Digest(spec.itemType(), hello.nonce(), ids));
    }

    /** The update to answer with, if any. */
    Optional<Update> onRequest(LinkPeer from, Request request) {
        Optional<NodeId> peer = served(from, request);
        if (peer.isEmpty()) {
            return Optional.empty();
        }
        switch (hellos.find(peer.get(), request.nonce(), port.nanoTime())) {
            case UNKNOWN -> {
                port.dropped(from, PullDrops.UNKNOWN_NONCE, "request without a hello");
                return Optional.empty();
            }
            case LATE -> {
                port.dropped(
                        from,
                        PullDrops.LATE_REQUEST,
                        "more than requestWait " + spec.config().requestWait() + " after its hello");
                return Optional.empty();
            }
            case CURRENT -> {
                // answered below
            }
        }
        List<Envelope> items = itemsFor(from, request);
        meter.served().add(items.size());
        return items.isEmpty() ? Optional.empty() : Optional.of(new Update(spec.itemType(), request.nonce(), items));
    }

    private List<Envelope> itemsFor(LinkPeer from, Request request) {
        List<Envelope> items = new ArrayList<>();
        long bytes = 0;
        for (Bytes id : new LinkedHashSet<>(Limits.firstIds(request.ids(), spec, port, from))) {
            Optional<Envelope> item =
                    spec.offered().test(from, id) ? spec.store().get(id) : Optional.empty();
            if (item.isPresent()) {
                bytes += item.get().sealed().content().length();
                if (bytes > spec.config().maxUpdateBytes() && !items.isEmpty()) {
                    break;
                }
                items.add(item.get());
            }
        }
        return items;
    }

    private Optional<NodeId> served(LinkPeer from, Body step) {
        if (from.id().isPresent() && spec.served().test(from)) {
            return from.id();
        }
        port.dropped(from, PullDrops.NOT_SERVED, step.bodyName() + " to the " + spec);
        return Optional.empty();
    }
}
