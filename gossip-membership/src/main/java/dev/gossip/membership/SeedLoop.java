package dev.gossip.membership;

import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Joins by one seed and looks after it for ever: while nobody alive answered at its address it is dialled and asked, with
 * pauses that grow to a cap. Who lives there is learnt by dialling alone, never from what members say about themselves.
 */
final class SeedLoop {

    private final Seed seed;
    private final SeedHost host;
    private final Network network;
    private final MembershipConfig config;
    private final Lane lane;
    private final RandomGenerator random;
    private volatile @Nullable NodeId resident;
    private @Nullable NodeId refused;
    private boolean dialling;
    private @Nullable Cancellable timer;
    private int failures;
    private boolean closed;

    SeedLoop(Seed seed, SeedHost host, Network network, MembershipConfig config, Lane lane, RandomGenerator random) {
        this.seed = seed;
        this.host = host;
        this.network = network;
        this.config = config;
        this.lane = lane;
        this.random = random;
    }

    void attempt() {
        if (closed) {
            return;
        }
        timer = null;
        NodeId known = resident;
        if (known != null && host.isAlive(known)) {
            settled();
            return;
        }
        Optional<NodeId> linked =
                known != null && host.isLinked(known) ? Optional.of(known) : host.dialledMemberAt(seed.address());
        if (linked.isPresent()) {
            met(linked.get(), host.organisation(linked.get()));
        } else {
            dialling = true;
            network.dial(seed.address(), Optional.empty()).whenComplete(this::dialled);
        }
    }

    private void dialled(@Nullable LinkPeer peer, @Nullable Throwable failure) {
        dialling = false;
        if (closed) {
            return;
        }
        if (failure != null || peer == null || peer.id().isEmpty()) {
            failed();
        } else {
            met(peer.id().get(), peer.organisation());
        }
    }

    private void met(NodeId id, Optional<String> organisation) {
        if (id.equals(host.self())) {
            close();
            return;
        }
        if (!seed.admits(organisation)) {
            refused = id;
            network.disconnect(
                    id,
                    DropReason.WRONG_PEER,
                    "seed " + seed.address() + " must belong to "
                            + seed.organisation().orElse("") + " but the peer there belongs to "
                            + organisation.orElse("no organisation"));
            failed();
            return;
        }
        resident = id;
        refused = null;
        if (host.isAlive(id)) {
            settled();
            return;
        }
        host.ask(id).whenComplete((answered, failure) -> {
            if (closed) {
                return;
            }
            if (failure == null && answered) {
                settled();
            } else {
                failed();
            }
        });
    }

    private void settled() {
        failures = 0;
        again(config.seedBackoffCap());
    }

    private void failed() {
        int doublings = Math.min(failures++, 30);
        Duration grown = config.seedBackoff().multipliedBy(1L << doublings);
        again(grown.compareTo(config.seedBackoffCap()) < 0 ? grown : config.seedBackoffCap());
    }

    private void again(Duration longest) {
        long nanos = longest.toNanos();
        long cut = (long) (nanos * config.seedJitter() * random.nextDouble());
        timer = lane.schedule(Duration.ofNanos(nanos - cut), this::attempt);
    }

    /** Who answered here died: after a restart it should not wait for the next look at a joined seed. */
    void died(NodeId id) {
        Cancellable pending = timer;
        if (!closed && pending != null && id.equals(resident)) {
            pending.cancel();
            failed();
        }
    }

    /** Whether {@code id} answered here when last dialled. */
    boolean houses(NodeId id) {
        return id.equals(resident);
    }

    /** Whether a peer just linked is, or may turn out to be, one that must not be joined here. */
    boolean refuses(NodeId id, Optional<String> organisation) {
        return id.equals(refused) || (dialling && !seed.admits(organisation));
    }

    Seed seed() {
        return seed;
    }

    void close() {
        closed = true;
        Cancellable pending = timer;
        if (pending != null) {
            pending.cancel();
        }
    }
}
