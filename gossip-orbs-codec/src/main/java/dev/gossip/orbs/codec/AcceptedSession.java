package dev.gossip.orbs.codec;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that a peer dialled: we listen, and close it when it is silent for too long or its node left the topology.
 * Who dialled is known by its pinned key or not at all.
 */
final class AcceptedSession implements LinkSession {

    private final String endpoint;
    private final LinkControl control;
    private final OrbsConfig config;
    private final TopologyHolder topology;
    private final Introductions introductions;
    private final InboundPlaces places;
    private final TimeSource time;
    private Optional<Object> place = Optional.empty();
    private long lastFrame;
    private boolean first = true;
    private volatile boolean evicted;

    AcceptedSession(
            String endpoint,
            LinkControl control,
            OrbsConfig config,
            TopologyHolder topology,
            Introductions introductions,
            InboundPlaces places,
            TimeSource time) {
        this.endpoint = endpoint;
        this.control = control;
        this.config = config;
        this.topology = topology;
        this.introductions = introductions;
        this.places = places;
        this.time = time;
    }

    @Override
    public void onOpen() {
        Optional<NodeId> proven = Pins.proven(control, config, topology.get());
        if (config.mutualTls() && proven.isEmpty()) {
            control.refuse(
                    DropReason.UNTRUSTED_IDENTITY,
                    "the certificate of " + control.remote() + " is that of no node of the topology");
            return;
        }
        String host = control.remote().host();
        int bound = proven.isPresent()
                ? InboundPlaces.PER_NODE
                : InboundPlaces.PER_NODE * topology.get().nodesOn(host);
        if (isRestricted()) {
            place = Optional.of(proven.isPresent() ? proven.get() : host);
            if (!isAdmitted()) {
                control.refuse(OrbsDropReasons.OUTSIDE_TOPOLOGY, host + " is the host of no node of the topology");
                return;
            }
            places.enter(place.get(), this, bound);
        }
        control.established(new LinkPeer(
                endpoint,
                proven,
                proven.isPresent() ? Assurance.AUTHENTICATED : Assurance.UNKNOWN,
                Optional.empty(),
                control.remote(),
                Attributes.empty()));
        lastFrame = time.nanoTime();
        watch();
    }

    private boolean isRestricted() {
        return config.mutualTls() || config.allowList();
    }

    private boolean isAdmitted() {
        Object dialler = place.orElse("");
        return dialler instanceof NodeId id
                ? topology.get().contains(id)
                : topology.get().nodesOn(control.remote().host()) > 0;
    }

    /** The newest connection of a dialler matters; an older one ends. Any thread. */
    void evict() {
        evicted = true;
    }

    private void watch() {
        long left = config.timing().networkTimeout().toNanos() - (time.nanoTime() - lastFrame);
        if (left <= 0) {
            control.refuse(
                    OrbsDropReasons.SILENCE,
                    "no complete message within " + config.timing().networkTimeout() + " (networkTimeout)");
        } else if (isStillWanted()) {
            long next = isRestricted()
                    ? Math.min(left, config.timing().keepAliveInterval().toNanos())
                    : left;
            control.schedule(Duration.ofNanos(next), this::watch);
        }
    }

    private boolean isStillWanted() {
        if (evicted) {
            control.refuse(DropReason.TOO_MANY_LINKS, "the same dialler has newer connections");
        } else if (isRestricted() && !isAdmitted()) {
            control.refuse(OrbsDropReasons.OUTSIDE_TOPOLOGY, "the dialler left the topology");
        } else {
            return true;
        }
        return false;
    }

    @Override
    public void onFrame(Bytes frame) {
        lastFrame = time.nanoTime();
        if (!frame.equals(PayloadFrame.KEEPALIVE) && isStillWanted()) {
            Optional<PeerAddress> listening = first ? introductions.read(frame) : Optional.empty();
            first = false;
            listening.ifPresentOrElse(control::peerListens, () -> control.deliver(frame));
        }
    }

    @Override
    public void onClosed() {
        place.ifPresent(dialler -> places.leave(dialler, this));
    }
}
