package dev.gossip.examples.demo.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.examples.certs.NodeCertificates;
import dev.gossip.fabric.codec.ConnEstablish;
import dev.gossip.fabric.codec.FabricEndpoint;
import dev.gossip.fabric.codec.FabricIds;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the hostile peer can say, written by the codec and signed with its own key, past everything that a node checks. */
final class HostileMessages {

    private final LocalIdentity local;
    private final FabricEndpoint fabric;
    private final Bytes tlsHash;
    private final PeerAddress address;
    private final long incarnation;
    private long sequence;

    /** @param address where it claims to be reachable; nobody listens there */
    HostileMessages(NodeCertificates certificates, PeerAddress address, TimeSource time) {
        this.local = certificates.identity().localIdentity();
        this.fabric = HostileContext.endpoint(local, time);
        this.tlsHash = FabricIds.tlsCertHash(certificates.tls().certificate());
        this.address = address;
        Instant now = time.now();
        this.incarnation = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    NodeId id() {
        return fabric.self();
    }

    /** Reads what others say. */
    Codec codec() {
        return fabric.codec();
    }

    /** A proper greeting. */
    Bytes greeting() {
        return greeting(tlsHash);
    }

    /** A greeting, properly signed, that is bound to another TLS certificate, as if it was recorded elsewhere. */
    Bytes greetingOfAnotherConnection() {
        return greeting(flipFirstBit(tlsHash));
    }

    private Bytes greeting(Bytes hash) {
        return frame(signed(Message.of(Topic.NONE, new ConnEstablish(id(), fabric.serializedIdentity(), hash, false))));
    }

    /** Asks for the member lists, as every member does. */
    Bytes membershipRequest() {
        sequence++;
        Alive alive = new Alive(
                id(),
                Optional.of(address),
                Optional.empty(),
                new LogicalTime(incarnation, sequence),
                Bytes.empty(),
                Optional.of(fabric.serializedIdentity()));
        MembershipRequest request = new MembershipRequest(signed(Message.of(Topic.NONE, alive)));
        return frame(envelope(
                Message.of(Topic.NONE, request, MessageKind.REQUEST, Correlation.of(sequence)), Bytes.empty()));
    }

    private Envelope signed(Message message) {
        return envelope(message, local.sign(codec().write(message).content()));
    }

    private Envelope envelope(Message message, Bytes signature) {
        Sealed sealed = codec().sealed(message, codec().write(message), signature, List.of());
        return new Envelope(message, sealed, codec().idOf(sealed));
    }

    private Bytes frame(Envelope envelope) {
        return codec().seal(envelope, LinkClass.ONLY);
    }

    private static Bytes flipFirstBit(Bytes bytes) {
        byte[] changed = bytes.toByteArray();
        changed[0] ^= (byte) 0x80;
        return Bytes.wrap(changed);
    }
}
