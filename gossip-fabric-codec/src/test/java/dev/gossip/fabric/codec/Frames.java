package dev.gossip.fabric.codec;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.body.State;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.PullMsgType;

/** Makes frames and envelopes that scripted peers send. */
final class Frames {

    private Frames() {}

    /** What {@code author} would seal. */
    static Envelope envelope(EndpointProtocol endpoint, Actor author, Message message) {
        Codec codec = endpoint.codec();
        Codec.Content content = codec.write(message);
        Bytes signature = endpoint.signing().signs(message) ? author.sign(content.content()) : Bytes.empty();
        List<Attachment> attachments = content.attachments().stream()
                .map(secret -> new Attachment(secret, author.sign(secret)))
                .toList();
        Sealed sealed = codec.sealed(message, content, signature, attachments);
        return new Envelope(message, sealed, codec.idOf(sealed));
    }

    static Bytes frame(EndpointProtocol endpoint, Actor author, Message message) {
        return endpoint.codec().seal(envelope(endpoint, author, message), LinkClass.ONLY);
    }

    static Message alive(Actor author, Optional<String> external, boolean withIdentity) {
        return Message.of(
                Topic.NONE,
                new Alive(
                        author.id(),
                        external.map(PeerAddress::parse),
                        Optional.of(PeerAddress.of("10.0.0.1", 7051)),
                        new LogicalTime(1, 1),
                        Bytes.empty(),
                        withIdentity ? Optional.of(author.own().serialized()) : Optional.empty()));
    }

    static Message state(NodeId author, long height) {
        return Message.of(Topic.scope("ch1"), new State(author, new LogicalTime(1, height), height, false, List.of()));
    }

    static Message identity(Actor actor) {
        return Message.of(Topic.NONE, new PeerIdentity(actor.id(), actor.own().serialized(), Bytes.empty()));
    }

    static Bytes identityUpdate(Bytes... envelopes) {
        DataUpdate.Builder update = DataUpdate.newBuilder().setMsgType(PullMsgType.IDENTITY_MSG);
        for (Bytes envelope : envelopes) {
            try {
                update.addData(EnvelopeOpener.envelope(envelope));
            } catch (dev.gossip.spi.protocol.MalformedException e) {
                throw new AssertionError(e);
            }
        }
        return unsigned(
                GossipMessage.newBuilder().setTag(GossipMessage.Tag.EMPTY).setDataUpdate(update));
    }

    static Bytes unsigned(GossipMessage.Builder message) {
        return raw(message, Bytes.empty());
    }

    static Bytes raw(GossipMessage.Builder message, Bytes signature) {
        return Wire.bytes(wire(message, signature).toByteString());
    }

    static org.hyperledger.fabric.protos.gossip.Envelope wire(GossipMessage.Builder message, Bytes signature) {
        return org.hyperledger.fabric.protos.gossip.Envelope.newBuilder()
                .setPayload(message.build().toByteString())
                .setSignature(Wire.string(signature))
                .build();
    }

    static GossipMessage.Builder conn(Actor actor, Bytes tlsHash, boolean probe) {
        return GossipMessage.newBuilder()
                .setTag(GossipMessage.Tag.EMPTY)
                .setConn(org.hyperledger.fabric.protos.gossip.ConnEstablish.newBuilder()
                        .setPkiId(Wire.string(actor.id().value()))
                        .setIdentity(Wire.string(actor.own().serialized()))
                        .setTlsCertHash(Wire.string(tlsHash))
                        .setProbe(probe));
    }

    static Bytes signed(Actor actor, GossipMessage.Builder message) {
        return raw(message, actor.sign(Wire.bytes(message.build().toByteString())));
    }

    static Bytes greeting(Actor actor, Bytes tlsHash, boolean probe) {
        return signed(actor, conn(actor, tlsHash, probe));
    }
}
