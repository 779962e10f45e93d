package dev.gossip.core.testprotocol;

import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;

/** Fields as text between bars: {@code author|serial|kind|correlation|scope|topic|type|value#checksum}. */
public record PlainCodec(NodeId self, boolean forge, int limit) implements Codec {

    private static final java.util.concurrent.atomic.AtomicLong SERIAL = new java.util.concurrent.atomic.AtomicLong();

    /** A topic whose messages the codec fails to put into a frame. */
    public static final String UNSEALABLE = "unsealable";

    /** A topic whose frames make the codec of the receiver throw what no codec should throw. */
    public static final String TWISTED = "twisted";

    /** A topic that the receiver's rules of dissemination fail on. */
    public static final String UNRELAYABLE = "unrelayable";

    static Bytes checksum(Bytes content) {
        return Bytes.ofLong(content.hashCode());
    }

    @Override
    public Content write(Message message) {
        Body body = message.body();
        String value = body instanceof Opaque opaque
                ? opaque.joined().hex()
                : body instanceof Note note ? note.subject() + ":" + note.number() : "";
        String text = String.join(
                "|",
                self.value().utf8(),
                Long.toString(SERIAL.incrementAndGet()),
                message.topic().name().equals(TWISTED)
                        ? "TWISTED"
                        : message.kind().name(),
                message.correlation().value().hex(),
                message.topic().scope(),
                message.topic().name(),
                body.bodyName(),
                body instanceof Ack ack ? ack.error() : value);
        if (text.length() > limit) {
            throw new GossipException("a plain message may have " + limit + " characters");
        }
        return Content.of(Bytes.utf8(text));
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        Bytes sum = forge ? Bytes.ofLong(1) : checksum(content.content());
        return new Sealed(content.content(), sum, Optional.of(self), List.of(), message);
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        if (envelope.topic().name().equals(UNSEALABLE)) {
            throw new IllegalStateException("cannot be sealed");
        }
        return Bytes.concat(envelope.sealed().signature(), envelope.sealed().content());
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        if (frame.length() < 8) {
            throw MalformedException.fatal(DropReason.MALFORMED, "shorter than a checksum");
        }
        Bytes content = frame.slice(8);
        String[] parts = content.utf8().split("\\|", -1);
        if (parts.length != 8) {
            throw MalformedException.drop(DropReason.MALFORMED, "not eight fields");
        }
        Message message = Message.of(
                Topic.of(parts[4], parts[5]),
                body(parts[6], parts[7]),
                MessageKind.valueOf(parts[2]),
                new Correlation(Bytes.fromHex(parts[3])));
        NodeId author = new NodeId(Bytes.utf8(parts[0]));
        return new Sealed(content, frame.slice(0, 8), Optional.of(author), List.of(), message);
    }

    private static Body body(String type, String value) throws MalformedException {
        return switch (type) {
            case "opaque" -> Opaque.of(Bytes.fromHex(value));
            case "note" -> new Note(value.split(":")[0], Integer.parseInt(value.split(":")[1]));
            case "ping" -> new Ping();
            case "ack" -> new Ack(value);
            default -> throw MalformedException.drop(DropReason.MALFORMED, "unknown type " + type);
        };
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) {
        return (Message) sealed.decoded();
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return new MessageId(sealed.content());
    }
}
