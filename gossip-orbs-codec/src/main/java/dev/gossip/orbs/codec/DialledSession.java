package dev.gossip.orbs.codec;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import java.time.Duration;
import java.util.Optional;

/** A connection that we dialled: we send, and an empty message when there is nothing else; the other side is silent. */
final class DialledSession implements LinkSession {

    private final String endpoint;
    private final LinkControl control;
    private final OrbsConfig config;
    private final TopologyHolder topology;
    private final Introductions introductions;
    private final TimeSource time;
    private volatile long lastSent;

    DialledSession(
            String endpoint,
            LinkControl control,
            OrbsConfig config,
            TopologyHolder topology,
            Introductions introductions,
            TimeSource time) {
        this.endpoint = endpoint;
        this.control = control;
        this.config = config;
        this.topology = topology;
        this.introductions = introductions;
        this.time = time;
        this.lastSent = time.nanoTime();
    }

    @Override
    public void onOpen() {
        Optional<NodeId> wanted = control.expected().or(() -> topology.get().at(control.remote()));
        Optional<NodeId> proven = Pins.proven(control, config, topology.get());
        if (proven.isEmpty() && config.mutualTls()
                || proven.isPresent() && wanted.isPresent() && !proven.equals(wanted)) {
            control.refuse(
                    proven.isEmpty() ? DropReason.UNTRUSTED_IDENTITY : DropReason.WRONG_PEER,
                    "the certificate at " + control.remote() + " is not that of "
                            + wanted.map(NodeId::hex).orElse("any node of the topology"));
            return;
        }
        if (proven.filter(config.node()::equals).isPresent()) {
            control.refuse(DropReason.SELF_CONNECTION, "the connection leads to ourselves");
            return;
        }
        // Without TLS a seed outside the topology can be sent broadcasts only, so any name will do.
        NodeId id = proven.or(() -> wanted)
                .orElseGet(() -> new NodeId(Bytes.utf8(control.remote().toString())));
        control.established(new LinkPeer(
                endpoint,
                Optional.of(id),
                proven.isPresent() ? Assurance.AUTHENTICATED : Assurance.CLAIMED,
                Optional.empty(),
                control.remote(),
                Attributes.empty()));
        introductions.ours().ifPresent(control::send);
        control.schedule(config.timing().keepAliveInterval(), this::keepAlive);
    }

    @Override
    public void onQueued() {
        lastSent = time.nanoTime();
    }

    private void keepAlive() {
        long interval = config.timing().keepAliveInterval().toNanos();
        long idle = time.nanoTime() - lastSent;
        if (idle >= interval) {
            control.send(PayloadFrame.KEEPALIVE);
            idle = 0;
        }
        control.schedule(Duration.ofNanos(interval - idle), this::keepAlive);
    }

    @Override
    public void onFrame(Bytes frame) {
        control.refuse(OrbsDropReasons.UNEXPECTED_DATA, "the side that was dialled sends nothing in orbs");
    }
}
