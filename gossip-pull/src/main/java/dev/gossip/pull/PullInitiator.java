package dev.gossip.pull;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The side that asks. A round goes through two windows, as in Fabric's gossip protocol: digests are collected for
 * {@code digestWait}, then each missing id is requested from one of its owners and updates are accepted for
 * {@code responseWait}. Stricter than Fabric in three points: a nonce is good only with the peer that it was sent to, only
 * requested items count, and what comes late is dropped and counted.
 */
final class PullInitiator {

    private enum Window {
        CLOSED,
        DIGESTS,
        UPDATES
    }

    private final PullSpec spec;
    private final PullPort port;
    private final RandomGenerator random;
    private final PullMeter meter;

    private Window window = Window.CLOSED;
    private Map<Long, Exchange> round = Map.of();
    private Map<Long, Exchange> previous = Map.of();
    private final Map<Bytes, List<Exchange>> owners = new LinkedHashMap<>();
    private Cancellable timer = () -> {};

    PullInitiator(PullSpec spec, PullPort port, RandomGenerator random, PullMeter meter) {
        this.spec = spec;
        this.port = port;
        this.random = random;
        this.meter = meter;
    }

    /** Starts a round. A round that is still open ends here, which happens only if the lane lags behind. */
    void begin() {
        end();
        List<NodeId> partners = Samples.pick(port.partners(), spec.config().pullPeers(), random);
        if (partners.isEmpty()) {
            return;
        }
        meter.rounds().increment();
        window = Window.DIGESTS;
        round = new LinkedHashMap<>();
        for (NodeId partner : partners) {
            long nonce = unusedNonce();
            round.put(nonce, new Exchange(partner, nonce));
            if (!port.send(partner, new Hello(spec.itemType(), nonce))) {
                round.remove(nonce);
            }
        }
        timer = port.schedule(spec.config().digestWait(), this::request);
    }

    void onDigest(LinkPeer from, Digest digest) {
        Optional<Exchange> found = find(from, digest.nonce(), Window.DIGESTS, PullDrops.LATE_DIGEST);
        if (found.isEmpty()) {
            return;
        }
        Exchange exchange = found.get();
        if (exchange.digestSeen) {
            port.dropped(from, DropReason.DUPLICATE, "second digest of one round");
            return;
        }
        exchange.digestSeen = true;
        for (Bytes id : new LinkedHashSet<>(Limits.firstIds(digest.ids(), spec, port, from))) {
            if (spec.wanted().test(id) && !spec.store().contains(id)) {
                owners.computeIfAbsent(id, key -> new ArrayList<>(2)).add(exchange);
            }
        }
    }

    /** The items of the update that count, in wire order. */
    List<Envelope> onUpdate(LinkPeer from, Update update) {
        Optional<Exchange> found = find(from, update.nonce(), Window.UPDATES, PullDrops.LATE_UPDATE);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Envelope> requested = new ArrayList<>();
        for (Envelope item : update.items()) {
            // Removing, so that an item counts once however often it is sent.
            if (spec.idOf().apply(item).filter(found.get().requested::remove).isPresent()) {
                requested.add(item);
            } else {
                port.dropped(from, PullDrops.UNREQUESTED_ITEM, "item " + item.id() + " in an update");
            }
        }
        meter.received().add(requested.size());
        return requested;
    }

    /** Ends the round; what still comes for it is late. */
    void end() {
        timer.cancel();
        if (window != Window.CLOSED) {
            previous = round;
            round = Map.of();
            owners.clear();
            window = Window.CLOSED;
        }
    }

    private void request() {
        window = Window.UPDATES;
        Map<Exchange, List<Bytes>> wanted = new LinkedHashMap<>();
        owners.forEach((id, holders) -> {
            // Another way may have brought the item while digests were awaited.
            if (!spec.store().contains(id)) {
                Exchange owner = holders.get(random.nextInt(holders.size()));
                wanted.computeIfAbsent(owner, key -> new ArrayList<>()).add(id);
            }
        });
        owners.clear();
        wanted.forEach((owner, ids) -> {
            owner.requested.addAll(ids);
            if (port.send(owner.peer, new Request(spec.itemType(), owner.nonce, ids))) {
                meter.requested().add(ids.size());
            } else {
                owner.requested.clear();
            }
        });
        timer = port.schedule(spec.config().responseWait(), this::end);
    }

    private Optional<Exchange> find(LinkPeer from, long nonce, Window expected, DropReason late) {
        Exchange current = round.get(nonce);
        Exchange past = previous.get(nonce);
        if (current != null && current.isWith(from)) {
            if (window == expected) {
                return Optional.of(current);
            }
            boolean early = window == Window.DIGESTS;
            port.dropped(from, early ? PullDrops.UNKNOWN_NONCE : late, early ? "update before any request" : "");
        } else if (past != null && past.isWith(from)) {
            port.dropped(from, late, "its round has ended");
        } else {
            port.dropped(from, PullDrops.UNKNOWN_NONCE, "no hello with this nonce went to this peer");
        }
        return Optional.empty();
    }

    private long unusedNonce() {
        long nonce;
        do {
            nonce = random.nextLong();
        } while (nonce == 0 || round.containsKey(nonce) || previous.containsKey(nonce));
        return nonce;
    }

    /** The four steps with one partner. */
    private static final class Exchange {
        private final NodeId peer;
        private final long nonce;
        private final Set<Bytes> requested = new HashSet<>();
        private boolean digestSeen;

        Exchange(NodeId peer, long nonce) {
            this.peer = peer;
            this.nonce = nonce;
        }

        boolean isWith(LinkPeer from) {
            return from.id().filter(peer::equals).isPresent();
        }
    }
}
