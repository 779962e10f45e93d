package dev.gossip.fabric.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.Secret;

/** Messages to gossip messages in envelopes, and back. */
final class FabricCodec implements Codec {

    private final OwnIdentity own;
    private final boolean application;
    private final EnvelopeOpener opener;
    private final PeerFacts facts;
    private final long incarnation;
    private final AtomicLong sequence = new AtomicLong();

    FabricCodec(OwnIdentity own, boolean application, EnvelopeOpener opener, PeerFacts facts, Instant started) {
        this.own = own;
        this.application = application;
        this.opener = opener;
        this.facts = facts;
        this.incarnation = started.getEpochSecond() * 1_000_000_000L + started.getNano();
    }

    @Override
    public Content write(Message message) {
        GossipMessage.Builder out = GossipMessage.newBuilder();
        if (message.body() instanceof Opaque opaque) {
            application(message, opaque).writeTo(out);
        } else {
            BodyWriter.write(marked(message), own, out);
        }
        String scope = message.topic().scope();
        ContentRule rule = message.body() instanceof Opaque
                ? scope.isEmpty() ? ContentRule.APPLICATION : ContentRule.APPLICATION_IN_CHANNEL
                : ContentRule.of(out.getContentCase(), ContentRule.pullType(out.buildPartial()))
                        .orElseThrow();
        if (rule.scoping() != ContentRule.Scoping.NONE && scope.isEmpty()) {
            throw new GossipException("Fabric's rule for " + message.body().bodyName()
                    + " demands a channel; give the message a topic with a scope");
        }
        if (rule.scoping() == ContentRule.Scoping.FIELD) {
            out.setChannel(Wire.string(Bytes.utf8(scope)));
        }
        out.setTag(rule.tag()).setNonce(nonce(message));
        return new Content(Wire.bytes(out.build().toByteString()), secret(message.body()));
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return Wire.bytes(Wire.envelope(envelope.sealed()).toByteString());
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        return opener.open(frame, from);
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) throws MalformedException {
        return BodyReader.read(sealed);
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        try {
            GossipMessage parsed = Wire.gossip(Wire.string(content.content()));
            ContentRule rule = ContentRule.of(parsed).orElseThrow();
            String scope = rule.scoping() == ContentRule.Scoping.NONE
                    ? ""
                    : message.topic().scope();
            if (message.body() instanceof Alive alive && alive.subject().equals(own.id())) {
                facts.announced(alive.external().isPresent());
            }
            Decoded decoded = message.body() instanceof MembershipResponse response
                    ? new Decoded(rule, parsed, scope, sealed(response.alive()), sealed(response.dead()))
                    : new Decoded(rule, parsed, scope, nested(message.body()), List.of());
            return new Sealed(content.content(), signature, Shapes.author(rule, parsed), attachments, decoded);
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw new GossipException("content that this codec did not write: " + e.getMessage(), e);
        }
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return id(sealed);
    }

    /** The signature is no part of it, or everybody could make new statements by spoiling signatures. */
    static MessageId id(Sealed sealed) {
        return new MessageId(FabricIds.sha256(sealed.content()));
    }

    private ApplicationData application(Message message, Opaque opaque) {
        if (!application) {
            throw new GossipException("Fabric's peers do not understand application messages; set "
                    + FabricSettings.APPLICATION + "=true on every fabric endpoint that shall exchange them");
        }
        return new ApplicationData(
                own.id(),
                message.topic().name(),
                new LogicalTime(incarnation, sequence.incrementAndGet()),
                opaque.segments());
    }

    /** Our own alive messages tell our other nodes that they may send application messages. */
    private Message marked(Message message) {
        boolean mark = application
                && message.body() instanceof Alive alive
                && alive.subject().equals(own.id())
                && alive.metadata().isEmpty();
        if (!mark) {
            return message;
        }
        Alive alive = (Alive) message.body();
        return message.withBody(new Alive(
                alive.subject(),
                alive.external(),
                alive.internal(),
                alive.time(),
                ApplicationData.MARKER,
                alive.identity()));
    }

    private static long nonce(Message message) {
        try {
            return message.correlation().asLong();
        } catch (IllegalStateException e) {
            throw new GossipException("Fabric correlates by a 64-bit nonce: " + e.getMessage(), e);
        }
    }

    private static List<Bytes> secret(Body body) {
        return body instanceof Alive alive
                ? alive.internal().stream()
                        .map(PeerAddress::hostAndPort)
                        .map(address -> Wire.bytes(Secret.newBuilder()
                                .setInternalEndpoint(address)
                                .build()
                                .toByteString()))
                        .toList()
                : List.of();
    }

    private static List<Sealed> nested(Body body) {
        return body instanceof EnvelopeCarrier carrier ? sealed(carrier.envelopes()) : List.of();
    }

    private static List<Sealed> sealed(List<Envelope> envelopes) {
        return envelopes.stream().map(Envelope::sealed).toList();
    }
}
