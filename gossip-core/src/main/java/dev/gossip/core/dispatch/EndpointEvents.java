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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What happens on the links of one endpoint: keeps the tables, tells listeners, feeds the pipelines. */
public final class EndpointEvents implements LinkEvents {

    private final Endpoint endpoint;
    private final Lanes lanes;
    private final PeerTable peers;
    private final RequestTable requests;
    private final Reporter reporter;
    private final Dispatcher dispatcher;
    private final EnvelopeJudge judge;
    private final List<LinkListener> listeners;
    private final Map<Link, InboundPipeline> pipelines = new ConcurrentHashMap<>();
    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inbound = new AtomicInteger();

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

    /** Whether there is room for another inbound connection. */
    public boolean hasRoom() {
        return inbound.get() < endpoint.setup().limits().inboundLinks();
    }

    /** Closes every connection, greeted or not. */
    public void closeAll(CloseReason reason) {
        open.forEach(link -> link.shut(reason));
    }

    @Override
    public void opened(Link link) {
        open.add(link);
        if (!link.dialled()) {
            inbound.incrementAndGet();
        }
    }

    @Override
    public void established(Link link) {
        pipelines.put(link, new InboundPipeline(endpoint, link, judge, reporter, dispatcher::accept));
        LinkPeer peer = link.peer();
        if (peer.id().isPresent()) {
            NodeId id = peer.id().get();
            if (!endpoint.links().enter(id, link)) {
                endpoint.dialer().established(link);
                return;
            }
            peers.connected(endpoint.name(), id, peer.organisation());
        }
        reporter.event(new NodeEvent.LinkUp(peer, link.dialled()));
        endpoint.dialer().established(link);
        tell(listener -> listener.linkUp(peer, link.dialled()));
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
        open.remove(link);
        if (!link.dialled()) {
            inbound.decrementAndGet();
        }
        boolean wasEstablished = pipelines.remove(link) != null;
        boolean wasInUse = endpoint.links().remove(link);
        if (wasInUse) {
            NodeId id = link.peer().id().orElseThrow();
            peers.disconnected(endpoint.name(), id);
            requests.fail(endpoint.name(), id, reason.detail());
        }
        if (wasEstablished && (wasInUse || link.peer().id().isEmpty())) {
            DropReason why = reason.reason();
            reporter.event(new NodeEvent.LinkDown(link.peer(), why, reason.detail()));
            tell(listener -> listener.linkDown(link.peer(), why, reason.detail()));
        }
        endpoint.dialer().closed(link, reason);
    }

    @Override
    public void dialFailed(PeerAddress address, Optional<NodeId> expected, String detail) {
        reporter.event(new NodeEvent.DialFailed(endpoint.name(), address, detail));
        tell(listener -> listener.dialFailed(endpoint.name(), address, expected, detail));
    }

    private void tell(Consumer<LinkListener> news) {
        lanes.control().execute(() -> listeners.forEach(news));
    }
}
