package dev.gossip.fisco.peer;

import dev.gossip.api.Body;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a link to each configured address of a P2P endpoint: dials at once and then about every {@code interval} until
 * somebody answers, with a fifth of it as jitter, so that nodes that lost each other do not dial at the same moment for ever.
 * An address that leads to ourselves is not dialled again. Addresses and lists may change while the node runs. Thread-safe.
 */
public final class PeersExtension implements Extension {

    private static final double JITTER = 0.2;

    private final String endpoint;
    private final Duration interval;
    private final Supplier<FiscoEndpoint> protocol;
    private final Optional<NodeLists> lists;
    private final Set<PeerAddress> addresses = new LinkedHashSet<>();
    /** Those of a file, which come and go with it alone. */
    private final Set<PeerAddress> listed = new LinkedHashSet<>();
    /** Who answered at an address that is linked. */
    private final Map<PeerAddress, NodeId> linked = new HashMap<>();

    private final Set<PeerAddress> dialling = new HashSet<>();
    private @Nullable NodeContext context;

    /** @param lists whose changes end links */
    public PeersExtension(
            String endpoint, Duration interval, Supplier<FiscoEndpoint> protocol, Optional<NodeLists> lists) {
        this.endpoint = endpoint;
        this.interval = interval;
        this.protocol = protocol;
        this.lists = lists;
    }

    @Override
    public String name() {
        return "fisco-peers";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public boolean joinsBySeeds(String name) {
        return name.equals(endpoint);
    }

    @Override
    public void start(NodeContext started) {
        synchronized (this) {
            context = started;
        }
        started.onLinks(new LinkListener() {
            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                if (peer.endpoint().equals(endpoint)) {
                    lost(peer);
                }
            }
        });
        started.endpoints().stream()
                .filter(info -> info.name().equals(endpoint))
                .forEach(info -> add(info.seeds()));
        due().forEach(this::dial);
        tick(started);
    }

    private void tick(NodeContext running) {
        Duration jittered = Duration.ofMillis((long) (interval.toMillis()
                * (1 - JITTER + 2 * JITTER * running.random().nextDouble())));
        running.control().schedule(jittered, () -> {
            due().forEach(this::dial);
            tick(running);
        });
    }

    private synchronized void lost(LinkPeer peer) {
        linked.values().removeIf(id -> peer.id().filter(id::equals).isPresent());
    }

    private synchronized List<PeerAddress> due() {
        return Stream.concat(addresses.stream(), listed.stream())
                .distinct()
                .filter(address -> !linked.containsKey(address))
                .toList();
    }

    /** More addresses to keep a link to. */
    public void add(Collection<PeerAddress> more) {
        synchronized (this) {
            addresses.addAll(more);
        }
        more.forEach(this::dial);
    }

    /** Exactly these addresses and those of {@link #list} from now on; links to others end. */
    public void replace(Collection<PeerAddress> all) {
        exchange(addresses, all);
    }

    /** Exactly these of a file from now on, beside the others; links to those that left the file end. */
    public void list(Collection<PeerAddress> all) {
        exchange(listed, all);
    }

    private void exchange(Set<PeerAddress> some, Collection<PeerAddress> all) {
        Set<NodeId> leaving = new HashSet<>();
        synchronized (this) {
            some.retainAll(all);
            some.addAll(all);
            linked.forEach((address, id) -> {
                if (!isWanted(address)) {
                    leaving.add(id);
                }
            });
            linked.keySet().removeIf(address -> !isWanted(address));
            leaving.removeAll(linked.values());
        }
        leaving.forEach(id -> end(id, "its address was removed"));
        all.forEach(this::dial);
    }

    private boolean isWanted(PeerAddress address) {
        return addresses.contains(address) || listed.contains(address);
    }

    /** The addresses that a link is kept to, but for those that turned out to be our own. */
    public synchronized Set<PeerAddress> addresses() {
        // Which are our own is known when the node runs.
        return Stream.concat(addresses.stream(), listed.stream())
                .filter(address -> context == null || !protocol.get().isOwn(address))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Ends links to those whom the lists no longer admit. */
    public void recheck() {
        NodeContext running = context();
        if (running == null || lists.isEmpty()) {
            return;
        }
        int generation = protocol.get().generation();
        for (Peer peer : running.peers().all()) {
            if (peer.connected()
                    && peer.endpoint().equals(endpoint)
                    && !lists.get().admits(peer.id(), generation)) {
                running.disconnect(endpoint, peer.id(), NodeLists.NOT_ADMITTED, "the lists changed");
            }
        }
    }

    private void end(NodeId id, String detail) {
        NodeContext running = context();
        if (running != null) {
            running.disconnect(endpoint, id, DropReason.CLOSED, detail);
        }
    }

    private synchronized @Nullable NodeContext context() {
        return context;
    }

    private void dial(PeerAddress address) {
        NodeContext running;
        synchronized (this) {
            running = context;
            if (running == null
                    || linked.containsKey(address)
                    || protocol.get().isOwn(address)
                    || !dialling.add(address)) {
                return;
            }
        }
        running.dial(endpoint, address, Optional.empty()).whenComplete((peer, failure) -> {
            if (failure == null) {
                peer.id().ifPresent(id -> answered(running, address, peer, id));
            }
            synchronized (this) {
                dialling.remove(address);
            }
        });
    }

    private void answered(NodeContext running, PeerAddress address, LinkPeer peer, NodeId id) {
        synchronized (this) {
            if (isWanted(address)) {
                if (isLinked(running, peer)) {
                    linked.put(address, id);
                }
                return;
            }
            if (linked.containsValue(id)) {
                return;
            }
        }
        end(id, "its address was removed while it was dialled");
    }

    /** The link may be gone by the time we hear of it; then nobody tells us again. */
    private static boolean isLinked(NodeContext running, LinkPeer peer) {
        return peer.id()
                .flatMap(id -> running.peers().find(peer.endpoint(), id))
                .filter(Peer::connected)
                .isPresent();
    }

    @Override
    public synchronized void stop() {
        context = null;
        addresses.clear();
        listed.clear();
        linked.clear();
    }
}
