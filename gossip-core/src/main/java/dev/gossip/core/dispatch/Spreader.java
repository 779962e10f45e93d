package dev.gossip.core.dispatch;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.SendResult;
import dev.gossip.core.link.Link;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.spi.Router;
import dev.gossip.spi.Router.Hop;
import dev.gossip.spi.Router.RoutingRequest;
import dev.gossip.spi.protocol.Dissemination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Asks the router where a message goes next and sends it there. */
public final class Spreader {

    private final Router router;
    private final int fanout;
    private final RandomGenerator random;
    private final PeerTable peers;
    private final Outbound outbound;

    public Spreader(Router router, int fanout, RandomGenerator random, PeerTable peers, Outbound outbound) {
        this.router = router;
        this.fanout = fanout;
        this.random = random;
        this.peers = peers;
        this.outbound = outbound;
    }

    public Router router() {
        return router;
    }

    /** Remembers a statement of ours, so that its return is no news, and spreads it. */
    public int publish(Endpoint endpoint, Envelope envelope) {
        endpoint.store().put(envelope);
        endpoint.seen().note(envelope.id(), Optional.of(endpoint.self()));
        return spread(endpoint, envelope, Optional.empty());
    }

    /** Peers that may be sent this message. */
    public List<Peer> candidates(Endpoint endpoint, Envelope envelope) {
        Dissemination rules = endpoint.spoken().dissemination();
        PeerView view = peers.view();
        return view.all().stream()
                .filter(peer -> peer.alive() && peer.endpoint().equals(endpoint.name()))
                .filter(peer -> !peer.id().equals(endpoint.self()))
                .filter(peer -> envelope.message().recipients().include(peer.id()))
                .filter(peer -> rules.eligible(envelope, peer, view))
                .toList();
    }

    /** @return to how many peers the message was queued */
    int spread(Endpoint endpoint, Envelope envelope, Optional<NodeId> giver) {
        RoutingRequest request = new RoutingRequest(
                envelope,
                giver,
                candidates(endpoint, envelope),
                endpoint.seen().holders(envelope.id()),
                fanout,
                endpoint.spoken().dissemination().toAll(envelope.message()),
                random);
        List<Hop> hops;
        synchronized (random) {
            hops = router.route(request);
        }
        Map<Outbound.FrameKey, Bytes> frames = new HashMap<>();
        int queued = 0;
        for (Hop hop : hops) {
            if (hop.delay().isZero()) {
                queued += send(endpoint, hop, envelope, frames) == SendResult.ACCEPTED ? 1 : 0;
            } else {
                endpoint.setup()
                        .runtime()
                        .scheduler()
                        .schedule(hop.delay(), () -> send(endpoint, hop, envelope, new HashMap<>()));
            }
        }
        return queued;
    }

    /** What fails for one target must not keep the message from the others. */
    private SendResult send(Endpoint endpoint, Hop hop, Envelope envelope, Map<Outbound.FrameKey, Bytes> frames) {
        try {
            return trySend(endpoint, hop, envelope, frames);
        } catch (RuntimeException | Error e) {
            outbound.failed(endpoint, hop.target().id(), envelope, e);
            return SendResult.WITHHELD;
        }
    }

    private SendResult trySend(Endpoint endpoint, Hop hop, Envelope envelope, Map<Outbound.FrameKey, Bytes> frames) {
        if (hop.form() == Router.Form.ANNOUNCE) {
            Optional<Message> announcement = endpoint.spoken().dissemination().announcement(envelope);
            return announcement
                    .map(message -> outbound.send(endpoint, hop.target().id(), outbound.seal(endpoint, message)))
                    .orElse(SendResult.WITHHELD);
        }
        Optional<Link> link = endpoint.links().find(hop.target().id());
        return link.isPresent()
                ? outbound.offer(endpoint, link.get(), envelope, frames)
                : outbound.send(endpoint, hop.target().id(), envelope);
    }
}
