package dev.gossip.examples.demo.fabric;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.examples.certs.NodeCertificates;
import dev.gossip.fabric.codec.FabricIds;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.spi.crypto.LocalIdentity;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.ConnEstablish;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.Member;
import org.hyperledger.fabric.protos.gossip.MembershipRequest;
import org.hyperledger.fabric.protos.gossip.PeerTime;

/** What the hostile peer can say, put together from protobuf messages and its own key. */
final class HostileMessages {

    private final LocalIdentity local;
    private final SerializedIdentity identity;
    private final NodeId id;
    private final Bytes tlsHash;
    private final PeerAddress address;
    private final long incarnation;
    private long sequence;

    /** @param address where it claims to be reachable; nobody listens there */
    HostileMessages(NodeCertificates certificates, PeerAddress address, long incarnation) {
        this.local = certificates.identity().localIdentity();
        this.identity = new SerializedIdentity(
                local.identity().organisation(), local.identity().encoded());
        this.id = FabricIds.pkiId(identity);
        this.tlsHash = FabricIds.tlsCertHash(certificates.tls().certificate());
        this.address = address;
        this.incarnation = incarnation;
    }

    NodeId id() {
        return id;
    }

    /** A proper greeting. */
    Envelope greeting() {
        return greeting(tlsHash);
    }

    /** A greeting, properly signed, that is bound to another TLS certificate, as if it was recorded elsewhere. */
    Envelope greetingOfAnotherConnection() {
        return greeting(flipFirstBit(tlsHash));
    }

    private Envelope greeting(Bytes hash) {
        return signed(GossipMessage.newBuilder()
                .setTag(GossipMessage.Tag.EMPTY)
                .setConn(ConnEstablish.newBuilder()
                        .setPkiId(string(id.value()))
                        .setIdentity(string(identity.encode()))
                        .setTlsCertHash(string(hash)))
                .build());
    }

    /** Asks for the member lists, as every member does. */
    Envelope membershipRequest() {
        sequence++;
        GossipMessage alive = GossipMessage.newBuilder()
                .setTag(GossipMessage.Tag.EMPTY)
                .setAliveMsg(AliveMessage.newBuilder()
                        .setMembership(Member.newBuilder()
                                .setEndpoint(address.toString())
                                .setPkiId(string(id.value())))
                        .setTimestamp(
                                PeerTime.newBuilder().setIncNum(incarnation).setSeqNum(sequence))
                        .setIdentity(string(identity.encode())))
                .build();
        return Envelope.newBuilder()
                .setPayload(GossipMessage.newBuilder()
                        .setTag(GossipMessage.Tag.EMPTY)
                        .setNonce(sequence)
                        .setMemReq(MembershipRequest.newBuilder().setSelfInformation(signed(alive)))
                        .build()
                        .toByteString())
                .build();
    }

    private Envelope signed(GossipMessage message) {
        Bytes payload = Bytes.wrap(message.toByteArray());
        return Envelope.newBuilder()
                .setPayload(string(payload))
                .setSignature(string(local.sign(payload)))
                .build();
    }

    private static Bytes flipFirstBit(Bytes bytes) {
        byte[] changed = bytes.toByteArray();
        changed[0] ^= (byte) 0x80;
        return Bytes.wrap(changed);
    }

    private static ByteString string(Bytes bytes) {
        return ByteString.copyFrom(bytes.asReadOnlyBuffer());
    }
}
