package dev.gossip.chronos.json.propagate;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosDropReasons;
import dev.gossip.chronos.json.ChronosStatus;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.spi.Router;
import dev.gossip.spi.Router.Form;
import dev.gossip.spi.Router.Hop;
import dev.gossip.spi.Router.RoutingRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is sent a new block and who is told of it. The router decides; what it wants announced later is checked again when the
 * time has come, because the peer may have the block by then. Guarded by the manager.
 */
public final class Propagation {

    private static final Topic BLOCKS = Topic.named("chronos-blocks");

    private final Surroundings around;
    private final ChronosConfig config;
    private final Object lock;
    private final Map<NodeId, PeerLink> links = new LinkedHashMap<>();

    public Propagation(Surroundings around, ChronosConfig config, Object lock) {
        this.around = around;
        this.config = config;
        this.lock = lock;
    }

    public void linked(PeerLink session) {
        links.put(session.id(), session);
    }

    public void unlinked(PeerLink session) {
        links.remove(session.id(), session);
    }

    /** A link on which to ask somebody of whom another link is known. */
    public Optional<PeerLink> linkTo(Acquaintance other) {
        return links.values().stream()
                .filter(session -> session.acquaintance().known() == other.known())
                .findFirst();
    }

    /** Everybody on whose link we ask. */
    public List<ChronosStatus.Linked> status() {
        return links.values().stream().map(Propagation::status).toList();
    }

    private static ChronosStatus.Linked status(PeerLink link) {
        return new ChronosStatus.Linked(
                link.peer().remote(),
                link.acquaintance().address(),
                link.height(),
                link.acquaintance().known().count(),
                link.queue().blocks(),
                link.queue().hashes());
    }

    /** Sends and announces a block to those who lack it. */
    public void spread(ChronosBlock block) {
        List<Peer> candidates = new ArrayList<>();
        Set<NodeId> holders = new HashSet<>();
        links.forEach((id, session) -> {
            candidates.add(session.asPeer());
            if (session.acquaintance().known().has(block.hash())) {
                holders.add(id);
            }
        });
        Router router = around.router();
        List<Hop> hops = router.route(new RoutingRequest(
                envelope(block), Optional.empty(), candidates, holders, config.minDirect(), false, around.random()));
        Map<Duration, List<PeerLink>> announcements = new HashMap<>();
        for (Hop hop : hops) {
            PeerLink session = links.get(hop.target().id());
            if (session != null && hop.form() == Form.FULL) {
                send(session, block);
            } else if (session != null) {
                announcements
                        .computeIfAbsent(hop.delay(), delay -> new ArrayList<>())
                        .add(session);
            }
        }
        announcements.forEach((delay, sessions) -> {
            if (delay.isZero()) {
                sessions.forEach(session -> announce(session, block.hash()));
            } else {
                around.later(delay, () -> {
                    synchronized (lock) {
                        sessions.forEach(session -> announce(session, block.hash()));
                    }
                });
            }
        });
    }

    private static Envelope envelope(ChronosBlock block) {
        Sealed sealed = new Sealed(block.json(), Bytes.empty(), Optional.empty(), List.of(), block);
        return new Envelope(Message.of(BLOCKS, block.body()), sealed, new MessageId(Bytes.fromHex(block.hash())));
    }

    private void send(PeerLink session, ChronosBlock block) {
        KnownHashes known = session.acquaintance().known();
        if (known.has(block.hash())) {
            return;
        }
        if (session.queue().block(block)) {
            known.add(block.hash());
            session.wake();
        } else {
            announce(session, block.hash());
        }
    }

    /** Tells a peer of a block, unless it has it or was told twice. */
    public void announce(PeerLink session, String hash) {
        KnownHashes known = session.acquaintance().known();
        if (links.get(session.id()) != session || known.has(hash) || known.announced(hash) > 2) {
            return;
        }
        if (session.queue().hash(hash)) {
            around.dropped(
                    session.peer(),
                    ChronosDropReasons.ANNOUNCEMENTS_FULL,
                    "more than " + config.limits().queuedHashes() + " announcements wait (queuedHashes)");
        }
        session.wake();
    }
}
