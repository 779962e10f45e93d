package dev.gossip.fabric;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.fabric.codec.FabricIds;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.spi.crypto.LocalIdentity;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.ConnEstablish;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.LeadershipMessage;
import org.hyperledger.fabric.protos.gossip.Member;
import org.hyperledger.fabric.protos.gossip.MembershipRequest;
import org.hyperledger.fabric.protos.gossip.PeerIdentity;
import org.hyperledger.fabric.protos.gossip.PeerTime;
import org.hyperledger.fabric.protos.gossip.Properties;
import org.hyperledger.fabric.protos.gossip.Secret;
import org.hyperledger.fabric.protos.gossip.SecretEnvelope;
import org.hyperledger.fabric.protos.gossip.StateInfo;

/** What one identity can say, put together by hand from Fabric's messages, so that tests do not depend on our codec. */
final class Statements {

    private final LocalIdentity identity;
    private final SerializedIdentity serialized;
    private final NodeId id;

    Statements(LocalIdentity identity) {
        this.identity = identity;
        this.serialized = new SerializedIdentity(
                identity.identity().organisation(), identity.identity().encoded());
        this.id = FabricIds.pkiId(serialized);
    }

    NodeId id() {
        return id;
    }

    ByteString pkiId() {
        return string(id.value());
    }

    LocalIdentity identity() {
        return identity;
    }

    static ByteString string(Bytes bytes) {
        return ByteString.copyFrom(bytes.asReadOnlyBuffer());
    }

    static Bytes bytes(ByteString string) {
        return Bytes.wrap(string.toByteArray());
    }

    static GossipMessage.Builder tagged(Tag tag) {
        return GossipMessage.newBuilder().setTag(tag);
    }

    static GossipMessage.Builder inChannel(Tag tag, String channel) {
        return tagged(tag).setChannel(ByteString.copyFromUtf8(channel));
    }

    static Envelope unsigned(GossipMessage.Builder message) {
        return Envelope.newBuilder().setPayload(message.build().toByteString()).build();
    }

    Envelope signed(GossipMessage.Builder message) {
        ByteString payload = message.build().toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(sign(payload))
                .build();
    }

    ByteString sign(ByteString content) {
        return string(identity.sign(bytes(content)));
    }

    GossipMessage.Builder conn(boolean probe) {
        return tagged(Tag.EMPTY)
                .setConn(ConnEstablish.newBuilder()
                        .setPkiId(pkiId())
                        .setIdentity(string(serialized.encode()))
                        .setProbe(probe));
    }

    GossipMessage.Builder aliveBody(String external, long incarnation, long sequence) {
        return tagged(Tag.EMPTY)
                .setAliveMsg(AliveMessage.newBuilder()
                        .setMembership(Member.newBuilder().setEndpoint(external).setPkiId(pkiId()))
                        .setTimestamp(time(incarnation, sequence))
                        .setIdentity(string(serialized.encode())));
    }

    Envelope alive(String external, long incarnation, long sequence) {
        return signed(aliveBody(external, incarnation, sequence));
    }

    /** With an internal endpoint, that {@code secretSigner} signed. */
    Envelope alive(String external, String internal, long incarnation, long sequence, Statements secretSigner) {
        ByteString secret =
                Secret.newBuilder().setInternalEndpoint(internal).build().toByteString();
        return alive(external, incarnation, sequence).toBuilder()
                .setSecretEnvelope(
                        SecretEnvelope.newBuilder().setPayload(secret).setSignature(secretSigner.sign(secret)))
                .build();
    }

    static GossipMessage.Builder memReq(Envelope self, long nonce) {
        return tagged(Tag.EMPTY)
                .setNonce(nonce)
                .setMemReq(MembershipRequest.newBuilder().setSelfInformation(self));
    }

    ByteString mac(String channel) {
        return string(FabricIds.channelMac(id, channel));
    }

    GossipMessage.Builder stateBody(String channel, long sequence, long height) {
        return tagged(Tag.CHAN_OR_ORG)
                .setStateInfo(StateInfo.newBuilder()
                        .setPkiId(pkiId())
                        .setChannelMAC(mac(channel))
                        .setTimestamp(time(1, sequence))
                        .setProperties(Properties.newBuilder().setLedgerHeight(height)));
    }

    Envelope state(String channel, long sequence, long height) {
        return signed(stateBody(channel, sequence, height));
    }

    GossipMessage.Builder leadership(String channel, long sequence) {
        return inChannel(Tag.CHAN_AND_ORG, channel)
                .setLeadershipMsg(LeadershipMessage.newBuilder()
                        .setPkiId(pkiId())
                        .setTimestamp(time(1, sequence))
                        .setIsDeclaration(true));
    }

    GossipMessage.Builder peerIdentity() {
        return tagged(Tag.EMPTY)
                .setPeerIdentity(PeerIdentity.newBuilder().setPkiId(pkiId()).setCert(string(serialized.encode())));
    }

    static PeerTime.Builder time(long incarnation, long sequence) {
        return PeerTime.newBuilder().setIncNum(incarnation).setSeqNum(sequence);
    }

    /** The same bytes but one bit in the last byte of the payload. */
    static Envelope flipped(Envelope envelope) {
        byte[] payload = envelope.getPayload().toByteArray();
        payload[payload.length - 1] ^= 1;
        return envelope.toBuilder().setPayload(ByteString.copyFrom(payload)).build();
    }
}
