package dev.gossip.fisco.codec;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.fisco.codec.body.Transit;
import dev.gossip.fisco.codec.identity.ShortIds;
import dev.gossip.fisco.codec.link.StatementIds;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.p2p3.RoutedHeader;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Messages to packets of 3.x, and back. What is kept of a packet is a form that does not depend on a link: version 1, plain
 * payload, ids as bytes, and the TTL with which senders start. The packet itself is made for the version of each link. What
 * the packet's version says beyond "routed or not" is not kept.
 */
final class Generation3Codec implements Codec {

    private static final int KEPT_VERSION = 1;

    private final NodeId self;
    private final P2p3Packets packets;
    private final P2p3Packets kept;
    private final boolean compress;
    private final ShortIds ids;
    private final LongSupplier seqs;

    Generation3Codec(
            NodeId self, P2p3Packets packets, P2p3Packets kept, boolean compress, ShortIds ids, LongSupplier seqs) {
        this.self = self;
        this.packets = packets;
        this.kept = kept;
        this.compress = compress;
        this.ids = ids;
        this.seqs = seqs;
    }

    @Override
    public Content write(Message message) {
        P2p3Packet packet = Generation3Bodies.write(message, seqs);
        return Content.of(keep(packet, Optional.of(self), destination(message.recipients())));
    }

    /** A packet has room for one destination; whoever receives one without is meant itself. */
    private static Optional<NodeId> destination(Recipients recipients) {
        return recipients instanceof Recipients.Only only && only.ids().size() == 1
                ? Optional.of(only.ids().iterator().next())
                : Optional.empty();
    }

    private Bytes keep(P2p3Packet packet, Optional<NodeId> source, Optional<NodeId> destination) {
        RoutedHeader route = new RoutedHeader(RoutedHeader.INITIAL_TTL, value(source), value(destination));
        return kept.encode(packet.in(KEPT_VERSION, route), false);
    }

    private static Bytes value(Optional<NodeId> id) {
        return id.map(NodeId::value).orElse(Bytes.empty());
    }

    private RoutedHeader route(int ttl, Optional<NodeId> source, Optional<NodeId> destination, int version) {
        return new RoutedHeader(ttl, wire(source, version), wire(destination, version));
    }

    private Bytes wire(Optional<NodeId> id, int version) {
        return id.map(known -> ids.toWire(known, version)).orElse(Bytes.empty());
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        try {
            P2p3Packet packet = kept.decode(content.content());
            Opened opened = new Opened(
                    packet, RoutedHeader.INITIAL_TTL, Optional.of(self), destination(message.recipients()), false);
            return new Sealed(content.content(), Bytes.empty(), opened.source(), List.of(), opened);
        } catch (MalformedException e) {
            throw new GossipException("content that this codec did not write: " + e.getMessage(), e);
        }
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        Opened opened = (Opened) envelope.sealed().decoded();
        int ttl = opened.received() && isTransit(opened) ? opened.ttl() - 1 : opened.ttl();
        RoutedHeader route = route(ttl, opened.source(), opened.destination(), linkClass.version());
        return packets.encode(opened.packet().in(linkClass.version(), route), compress);
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        P2p3Packet packet = packets.decode(frame);
        Optional<NodeId> source = from.id();
        Optional<NodeId> destination = Optional.empty();
        int ttl = RoutedHeader.INITIAL_TTL;
        if (packet.route().isPresent()) {
            RoutedHeader route = packet.route().get();
            source = ids.fromWire(route.source());
            destination = ids.fromWire(route.destination());
            ttl = route.ttl();
        }
        Opened opened = new Opened(packet, ttl, source, destination, true);
        if (isTransit(opened) && ttl <= 0) {
            throw MalformedException.drop(
                    FiscoDropReasons.TTL_EXPIRED, "a packet for " + destination.orElseThrow() + " has TTL " + ttl);
        }
        return new Sealed(keep(packet, source, destination), Bytes.empty(), source, List.of(), opened);
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) throws MalformedException {
        Opened opened = (Opened) sealed.decoded();
        if (isTransit(opened)) {
            NodeId destination = opened.destination().orElseThrow();
            return Message.of(Topic.NONE, new Transit(destination, opened.ttl()))
                    .withRecipients(Recipients.only(destination));
        }
        Message message = Generation3Bodies.read(opened.packet());
        return opened.destination().isPresent() ? message.withRecipients(Recipients.only(self)) : message;
    }

    private boolean isTransit(Opened opened) {
        return opened.destination().filter(id -> !id.equals(self)).isPresent();
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return StatementIds.of(sealed.content());
    }

    /**
     * What a sealed statement remembers.
     *
     * @param packet as it came or was written; its version and route are those of some link
     * @param received whether it came from a link, rather than being our own
     */
    private record Opened(
            P2p3Packet packet, int ttl, Optional<NodeId> source, Optional<NodeId> destination, boolean received) {}
}
