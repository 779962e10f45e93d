package dev.gossip.core.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its protocol session. The session runs on a lane of the worker pool, beside the event loops, because
 * greetings cost signatures. Reading pauses while too many received bytes are not yet judged.
 */
public final class Link implements ConnectionHandler, LinkControl {

    private static final Set<String> EVERY_INTERFACE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final LinkSetup setup;
    private final LinkEvents events;
    private final boolean dialled;
    private final Optional<NodeId> expected;
    private final PeerAddress address;
    private final SerialLane lane;
    private final InboundAccount account;
    private final UnwrittenFrames unwritten;
    private final AtomicBoolean refused = new AtomicBoolean();
    private volatile @Nullable Connection connection;
    private volatile @Nullable LinkSession session;
    private volatile LinkPeer peer;
    private volatile boolean established;
    private volatile boolean closed;
    private volatile long establishedAt;
    private Cancellable greetingTimer = () -> {};
    private @Nullable InboundCharge current;

    private Link(LinkSetup setup, LinkEvents events, boolean dialled, Optional<NodeId> expected, PeerAddress address) {
        this.setup = setup;
        this.events = events;
        this.dialled = dialled;
        this.expected = expected;
        this.address = address;
        this.peer = LinkPeer.unknown(setup.endpoint(), address);
        this.account = new InboundAccount(setup.limits().inboundBytes());
        this.unwritten = new UnwrittenFrames(setup.protocol().linkPolicy().queuedFrames());
        this.lane = new SerialLane(
                "link-" + address, setup.runtime().workers(), setup.runtime().scheduler(), Integer.MAX_VALUE);
    }

    /** A link that we dial. */
    public static Link dialling(LinkSetup setup, LinkEvents events, PeerAddress address, Optional<NodeId> expected) {
        return new Link(setup, events, true, expected, address);
    }

    /** A link that a peer dialled. */
    public static Link accepting(LinkSetup setup, LinkEvents events, PeerAddress remote) {
        return new Link(setup, events, false, Optional.empty(), remote);
    }

    /** The other end as far as it is known. */
    public LinkPeer peer() {
        return peer;
    }

    /** The address dialled, or the remote address of an inbound connection. */
    public PeerAddress address() {
        return address;
    }

    public boolean isEstablished() {
        return established && !closed;
    }

    /** When the greeting was done, on the runtime's monotonic clock. */
    public long establishedAt() {
        return establishedAt;
    }

    /** The class of frames to send here. */
    public LinkClass linkClass() {
        LinkSession current = session;
        return current == null ? LinkClass.ONLY : current.linkClass();
    }

    /** Queues a sealed frame of the node; any thread. */
    public SendResult offer(Bytes frame, FramePriority priority) {
        SendResult result = queue(frame, priority);
        LinkSession current = session;
        if (result == SendResult.ACCEPTED && current != null) {
            current.onQueued();
        }
        return result;
    }

    private SendResult queue(Bytes frame, FramePriority priority) {
        Connection carrier = connection;
        return carrier == null ? SendResult.CLOSED : unwritten.offer(carrier, frame, priority);
    }

    @Override
    public void onOpen(Connection opened) {
        connection = opened;
        account.use(opened);
        Optional<CloseReason> refusal = events.opened(this);
        if (refusal.isPresent()) {
            turnAway(opened, refusal.get());
        } else {
            lane.execute(() -> guarded(() -> greet(opened)));
        }
    }

    private void turnAway(Connection opened, CloseReason reason) {
        refused.set(true);
        if (!reason.reason().equals(DropReason.CLOSED)) {
            setup.reporter()
                    .dropped(LinkPeer.unknown(setup.endpoint(), opened.remote()), reason.reason(), reason.detail());
        }
        shut(reason);
    }

    private void greet(Connection opened) {
        peer = LinkPeer.unknown(setup.endpoint(), dialled ? address : opened.remote());
        Duration limit = setup.protocol().linkPolicy().greetingTimeout();
        greetingTimer = schedule(limit, () -> {
            if (!established) {
                refuse(DropReason.GREETING_TIMEOUT, "no complete greeting within " + limit);
            }
        });
        LinkSession fresh = setup.protocol().newSession(this);
        session = fresh;
        fresh.onOpen();
    }

    @Override
    public void onFrame(Connection carrier, Bytes frame) {
        InboundCharge charge = account.charge(frame.length());
        lane.execute(() -> {
            current = charge;
            try {
                guarded(() -> {
                    if (!closed && !refused.get()) {
                        Objects.requireNonNull(session, "open comes before frames")
                                .onFrame(frame);
                    }
                });
            } finally {
                if (current != null) {
                    charge.release();
                    current = null;
                }
            }
        });
    }

    @Override
    public void onWritable(Connection carrier) {}

    @Override
    public void onClosed(Connection carrier, CloseReason reason) {
        lane.execute(() -> {
            closed = true;
            greetingTimer.cancel();
            LinkSession ended = session;
            if (ended != null) {
                guarded(ended::onClosed);
            }
            if (isBlamed(reason)) {
                setup.reporter().dropped(peer, reason.reason(), reason.detail());
            }
            events.closed(this, reason);
        });
    }

    /** A close that the transport itself decided, for a reason that must be counted. */
    private boolean isBlamed(CloseReason reason) {
        boolean counted =
                reason.reason().equals(DropReason.CLOSED) || reason.reason().equals(DropReason.CARRIER_FAILED);
        return !refused.get() && !counted && reason.initiator() == CloseReason.Initiator.LOCAL;
    }

    /** Errors too: input that nests deep enough to overflow a parser's stack costs its own link, no more. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            refuse(DropReason.HANDLER_FAILED, "the protocol's link session failed: " + e);
        }
    }

    @Override
    public SecurityFacts security() {
        Connection carrier = connection;
        return carrier == null ? SecurityFacts.PLAIN : carrier.security();
    }

    @Override
    public PeerAddress remote() {
        Connection carrier = connection;
        return carrier == null ? address : carrier.remote();
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    @Override
    public Optional<NodeId> expected() {
        return expected;
    }

    @Override
    public SendResult send(Bytes frame) {
        return queue(frame, FramePriority.CONTROL);
    }

    @Override
    public void established(LinkPeer greeted) {
        if (established || closed || refused.get()) {
            return;
        }
        greetingTimer.cancel();
        peer = greeted;
        establishedAt = setup.runtime().time().nanoTime();
        established = true;
        events.established(this);
    }

    @Override
    public void peerListens(PeerAddress listening) {
        if (isEstablished() && !dialled) {
            boolean everywhere = EVERY_INTERFACE.contains(listening.host());
            events.peerListens(
                    this,
                    everywhere ? new PeerAddress(listening.scheme(), remote().host(), listening.port()) : listening);
        }
    }

    @Override
    public void deliver(Bytes frame) {
        InboundCharge charge = current;
        if (!established) {
            refuse(DropReason.GREETING_REFUSED, "a message came before the greeting was done");
        } else {
            current = null;
            events.frame(this, frame, charge == null ? account.charge(frame.length()) : charge);
        }
    }

    /** Any thread: the node refuses a link too, for a frame that breaks the protocol. */
    @Override
    public void refuse(DropReason reason, String detail) {
        if (closed || !refused.compareAndSet(false, true)) {
            return;
        }
        setup.reporter().dropped(peer, reason, detail);
        setup.reporter().event(new NodeEvent.LinkRefused(peer, reason, detail));
        shut(CloseReason.refused(reason, detail));
    }

    @Override
    public void close(String detail) {
        shut(CloseReason.local(detail));
    }

    /** Ends the link for a reason that was or will be reported elsewhere. Any thread. */
    public void shut(CloseReason reason) {
        Connection carrier = connection;
        if (carrier != null) {
            carrier.close(reason);
        }
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return lane.schedule(delay, () -> {
            if (!closed) {
                guarded(task);
            }
        });
    }

    @Override
    public String toString() {
        return (dialled ? "link to " : "link from ")
                + peer.id().map(NodeId::toString).orElse("?") + " at " + address;
    }
}
