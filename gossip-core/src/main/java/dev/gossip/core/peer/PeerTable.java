package dev.gossip.core.peer;

import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Peer.ChannelState;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.observe.Reporter;
import dev.gossip.spi.PeerUpdates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All known peers. Who is alive is what membership says; on an endpoint without membership, who is linked.
 */
public final class PeerTable implements PeerUpdates {

    private final Reporter reporter;
    private final Map<Key, Entry> entries = new HashMap<>();
    private volatile Snapshot snapshot = new Snapshot(Map.of());
    private final Predicate<String> linkedIsAlive;
    private final List<Waiter> waiters = new ArrayList<>();
    private boolean dirty;
    private boolean closed;

    /** @param linkedIsAlive whether on that endpoint a link alone makes a peer alive, because no extension judges peers */
    public PeerTable(Reporter reporter, Predicate<String> linkedIsAlive) {
        this.reporter = reporter;
        this.linkedIsAlive = linkedIsAlive;
    }

    /** Completes once at least {@code alive} peers are alive. */
    public CompletableFuture<PeerView> whenAlive(int alive) {
        Waiter waiter = new Waiter(alive, new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new GossipException("the node is closed"));
            }
            waiters.removeIf(other -> other.reached.isDone());
            waiters.add(waiter);
        }
        wake();
        return waiter.reached;
    }

    /** Fails whoever still waits for peers. */
    public void close() {
        List<Waiter> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiters);
            waiters.clear();
        }
        left.forEach(waiter -> waiter.reached.completeExceptionally(new GossipException("the node closes")));
    }

    /** Serves whoever waits for peers. Completions run outside the lock, because they run code of others. */
    public void wake() {
        List<Waiter> served;
        PeerView view;
        synchronized (this) {
            if (waiters.isEmpty()) {
                return;
            }
            view = view();
            int alive = view.alive().size();
            served = waiters.stream().filter(waiter -> waiter.alive <= alive).toList();
            waiters.removeAll(served);
        }
        served.forEach(waiter -> waiter.reached.complete(view));
    }

    /** The current state; cheap if nothing changed since the last call. */
    public synchronized PeerView view() {
        if (dirty) {
            Map<Key, Peer> peers = new LinkedHashMap<>();
            entries.forEach((key, entry) -> peers.put(key, entry.toPeer(key, linkedIsAlive.test(key.endpoint()))));
            snapshot = new Snapshot(peers);
            dirty = false;
        }
        return snapshot;
    }

    /** A link to the peer came up. The caller calls {@link #wake()} once it holds no lock. */
    public void connected(String endpoint, NodeId id, Optional<String> organisation) {
        change(endpoint, id, entry -> entry.withConnected(true).withOrganisation(organisation));
    }

    /** The last link to the peer is gone. */
    public void disconnected(String endpoint, NodeId id) {
        change(endpoint, id, entry -> entry.withConnected(false));
    }

    @Override
    public void alive(
            String endpoint,
            NodeId id,
            Optional<String> organisation,
            Optional<PeerAddress> internal,
            Optional<PeerAddress> external) {
        boolean news = update(
                endpoint,
                id,
                entry -> new Entry(
                        Standing.ALIVE,
                        entry.connected,
                        organisation.or(() -> entry.organisation),
                        internal.or(() -> entry.internal),
                        external.or(() -> entry.external),
                        entry.channels));
        if (news) {
            reporter.event(new NodeEvent.PeerAlive(endpoint, id, organisation));
        }
    }

    @Override
    public void dead(String endpoint, NodeId id, String detail) {
        if (update(endpoint, id, entry -> entry.withStanding(Standing.DEAD))) {
            reporter.event(new NodeEvent.PeerDead(endpoint, id, detail));
        }
    }

    @Override
    public synchronized void remove(String endpoint, NodeId id) {
        Key key = new Key(endpoint, id);
        Entry entry = entries.get(key);
        if (entry != null) {
            if (entry.connected) {
                entries.put(key, Entry.NEW.withConnected(true).withOrganisation(entry.organisation));
            } else {
                entries.remove(key);
            }
            dirty = true;
        }
    }

    @Override
    public void channel(String endpoint, NodeId id, String scope, ChannelState state) {
        update(endpoint, id, entry -> entry.withChannel(scope, Optional.of(state)));
    }

    @Override
    public void forgetChannel(String endpoint, NodeId id, String scope) {
        update(endpoint, id, entry -> entry.withChannel(scope, Optional.empty()));
    }

    /** @return whether the peer's standing with membership changed */
    private boolean update(String endpoint, NodeId id, UnaryOperator<Entry> change) {
        boolean changed = change(endpoint, id, change);
        wake();
        return changed;
    }

    private synchronized boolean change(String endpoint, NodeId id, UnaryOperator<Entry> change) {
        Key key = new Key(endpoint, id);
        Entry before = entries.getOrDefault(key, Entry.NEW);
        Entry after = change.apply(before);
        if (after.isEmpty()) {
            entries.remove(key);
        } else {
            entries.put(key, after);
        }
        dirty = true;
        return before.standing != after.standing;
    }

    private record Waiter(int alive, CompletableFuture<PeerView> reached) {}

    private record Key(String endpoint, NodeId id) {}

    private enum Standing {
        UNKNOWN,
        ALIVE,
        DEAD
    }

    private record Entry(
            Standing standing,
            boolean connected,
            Optional<String> organisation,
            Optional<PeerAddress> internal,
            Optional<PeerAddress> external,
            Map<String, ChannelState> channels) {

        static final Entry NEW =
                new Entry(Standing.UNKNOWN, false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

        Entry withStanding(Standing now) {
            return new Entry(now, connected, organisation, internal, external, channels);
        }

        Entry withConnected(boolean now) {
            return new Entry(standing, now, organisation, internal, external, channels);
        }

        Entry withOrganisation(Optional<String> now) {
            return new Entry(standing, connected, now.or(() -> organisation), internal, external, channels);
        }

        Entry withChannel(String scope, Optional<ChannelState> state) {
            Map<String, ChannelState> changed = new HashMap<>(channels);
            state.ifPresentOrElse(value -> changed.put(scope, value), () -> changed.remove(scope));
            return new Entry(standing, connected, organisation, internal, external, Map.copyOf(changed));
        }

        boolean isEmpty() {
            return standing == Standing.UNKNOWN && !connected && channels.isEmpty();
        }

        Peer toPeer(Key key, boolean linkedIsAlive) {
            boolean alive = standing == Standing.ALIVE || linkedIsAlive && standing == Standing.UNKNOWN && connected;
            return new Peer(key.endpoint(), key.id(), organisation, internal, external, alive, connected, channels);
        }
    }

    private record Snapshot(Map<Key, Peer> peers) implements PeerView {
        @Override
        public Collection<Peer> all() {
            return peers.values();
        }

        @Override
        public Optional<Peer> find(String endpoint, NodeId id) {
            return Optional.ofNullable(peers.get(new Key(endpoint, id)));
        }
    }
}
