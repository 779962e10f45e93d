package dev.gossip.core.dispatch;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.lane.Lanes;
import dev.gossip.core.link.InboundCharge;
import dev.gossip.core.link.Link;
import dev.gossip.core.link.LinkEvents;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.transport.CloseReason;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens on the links of one endpoint: keeps the tables, tells listeners, feeds the pipelines. */
public final class EndpointEvents implements LinkEvents {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointEvents.class);

    private final Endpoint endpoint;
    private final Lanes lanes;
    private final PeerTable peers;
    private final RequestTable requests;
    private final Reporter reporter;
    private final Dispatcher dispatcher;
    private final EnvelopeJudge judge;
    private final List<LinkListener> listeners;
    private final Map<Link, InboundPipeline> pipelines = new ConcurrentHashMap<>();

    /** In the order of opening, so that closing all of them is the same in each run of a simulation. */
    private final Set<Link> open = Collections.synchronizedSet(new LinkedHashSet<>());

    private final AtomicInteger inbound = new AtomicInteger();

    /** Held while the table of links, the table of peers and the news about them change together. */
    private final Object standing = new Object();

    private volatile @Nullable CloseReason closing;

    /** @param listeners shared with the node, which adds to it while extensions start */
    public EndpointEvents(
            Endpoint endpoint,
            Lanes lanes,
            PeerTable peers,
            RequestTable requests,
            Reporter reporter,
            Dispatcher dispatcher,
            CopyOnWriteArrayList<LinkListener> listeners) {
        this.endpoint = endpoint;
        this.lanes = lanes;
        this.peers = peers;
        this.requests = requests;
        this.reporter = reporter;
        this.dispatcher = dispatcher;
        this.judge = new EnvelopeJudge(endpoint, reporter.metrics());
        this.listeners = listeners;
    }

    /**
     * Whether there is room for another inbound connection. Places are taken when connections open, so of a burst that is
     * accepted at once some are turned away only then.
     */
    public boolean hasRoom() {
        return inbound.get() < inboundLinks();
    }

    private int inboundLinks() {
        return endpoint.setup().limits().inboundLinks();
    }

    /** Why a connection is refused when {@link #hasRoom()} is false. */
    public String noRoom() {
        return "all " + inboundLinks() + " inbound places are taken (limit inboundLinks)";
    }

    /** Connections that are open now, greeted or not. */
    public int connections() {
        return open.size();
    }

    /** Closes every connection, greeted or not, and each that still opens. */
    public void closeAll(CloseReason reason) {
        closing = reason;
        List<Link> all;
        synchronized (open) {
            all = List.copyOf(open);
        }
        all.forEach(link -> link.shut(reason));
    }

    @Override
    public Optional<CloseReason> opened(Link link) {
        open.add(link);
        boolean tooMany = !link.dialled() && inbound.incrementAndGet() > inboundLinks();
        CloseReason ending = closing;
        if (ending != null) {
            return Optional.of(ending);
        }
        return tooMany ? Optional.of(CloseReason.refused(DropReason.TOO_MANY_LINKS, noRoom())) : Optional.empty();
    }

    @Override
    public void established(Link link) {
        pipelines.put(link, new InboundPipeline(endpoint, link, judge, reporter, dispatcher::accept));
        if (enter(link, link.peer())) {
            reporter.event(new NodeEvent.LinkUp(link.peer(), link.dialled()));
            peers.wake();
        }
        endpoint.dialer().established(link);
    }

    /** Whether messages to the peer may use the link; where only diallers send, an accepted link serves to hear only. */
    private boolean isForSending(Link link) {
        return link.peer().id().isPresent()
                && (link.dialled() || endpoint.spoken().linkPolicy().duplex());
    }

    /** @return whether the link stays */
    private boolean enter(Link link, LinkPeer peer) {
        synchronized (standing) {
            if (isForSending(link)) {
                NodeId id = peer.id().orElseThrow();
                if (!endpoint.links().enter(id, link)) {
                    return false;
                }
                peers.connected(endpoint.name(), id, peer.organisation());
            }
            tell(listener -> listener.linkUp(peer, link.dialled()));
            return true;
        }
    }

    @Override
    public void frame(Link link, Bytes frame, InboundCharge charge) {
        InboundPipeline pipeline = pipelines.get(link);
        if (pipeline == null) {
            charge.release();
        } else {
            pipeline.frame(frame, charge);
        }
    }

    @Override
    public void closed(Link link, CloseReason reason) {
        if (open.remove(link) && !link.dialled()) {
            inbound.decrementAndGet();
        }
        if (pipelines.remove(link) != null && leave(link, link.peer(), reason)) {
            reporter.event(new NodeEvent.LinkDown(link.peer(), reason.reason(), reason.detail()));
            link.peer().id().ifPresent(id -> failRequests(id, reason.detail()));
        }
        endpoint.dialer().closed(link, reason);
    }

    /** @return whether the link was in use */
    private boolean leave(Link link, LinkPeer peer, CloseReason reason) {
        synchronized (standing) {
            if (isForSending(link)) {
                if (!endpoint.links().remove(link)) {
                    return false;
                }
                peers.disconnected(endpoint.name(), peer.id().orElseThrow());
            }
            tell(listener -> listener.linkDown(peer, reason.reason(), reason.detail()));
            return true;
        }
    }

    private void failRequests(NodeId id, String detail) {
        if (endpoint.links().find(id).isEmpty()) {
            requests.fail(endpoint.name(), id, detail);
        }
    }

    @Override
    public void dialFailed(PeerAddress address, Optional<NodeId> expected, String detail) {
        reporter.event(new NodeEvent.DialFailed(endpoint.name(), address, detail));
        expected.ifPresent(id -> failRequests(id, detail));
        tell(listener -> listener.dialFailed(endpoint.name(), address, expected, detail));
    }

    @Override
    public void peerListens(Link link, PeerAddress address) {
        tell(listener -> listener.peerListens(link.peer(), address));
    }

    private void tell(Consumer<LinkListener> news) {
        lanes.control().execute(() -> listeners.forEach(listener -> tell(listener, news)));
    }

    private static void tell(LinkListener listener, Consumer<LinkListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("the link listener {} failed; the others are told", listener, e);
        }
    }
}
