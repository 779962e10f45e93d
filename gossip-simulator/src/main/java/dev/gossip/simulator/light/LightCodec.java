package dev.gossip.simulator.light;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A frame is the content itself:
 *
 * <pre>
 *   | author | number (8) | scope | topic | application's bytes ... |      author, scope, topic: length (1), UTF-8
 *   |&lt;-- message id --&gt;|
 * </pre>
 */
final class LightCodec implements Codec {

    private static final int LONGEST = 255;

    private final Bytes author;
    private final AtomicLong numbers;

    /** @param firstNumber above every number that an earlier life of this author used */
    LightCodec(Bytes author, long firstNumber) {
        this.author = author;
        this.numbers = new AtomicLong(firstNumber);
    }

    @Override
    public Content write(Message message) {
        boolean plain =
                message.kind() == MessageKind.ONE_WAY && message.recipients().equals(Recipients.ALL);
        if (!plain || !(message.body() instanceof Opaque opaque)) {
            throw new GossipException("the protocol 'light' carries one-way application messages to all only, not this "
                    + message.body().bodyName());
        }
        Bytes content = Bytes.concat(
                prefixed(author),
                Bytes.ofLong(numbers.incrementAndGet()),
                prefixed(Bytes.utf8(message.topic().scope())),
                prefixed(Bytes.utf8(message.topic().name())),
                opaque.joined());
        if (content.length() > LightProtocol.MAX_FRAME_BYTES) {
            throw new GossipException("a message of " + content.length() + " bytes exceeds the limit of the protocol"
                    + " 'light', " + LightProtocol.MAX_FRAME_BYTES + " bytes");
        }
        return Content.of(content);
    }

    static Bytes prefixed(Bytes text) {
        if (text.length() > LONGEST) {
            throw new GossipException("the protocol 'light' takes ids, scopes and topics of up to " + LONGEST
                    + " bytes, not " + text.length());
        }
        return Bytes.concat(Bytes.wrap(new byte[] {(byte) text.length()}), text);
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        return new Sealed(content.content(), signature, Optional.of(new NodeId(author)), attachments, message);
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return envelope.sealed().content();
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        ByteBuffer buffer = frame.asReadOnlyBuffer();
        try {
            byte[] origin = run(buffer);
            if (origin.length == 0) {
                throw MalformedException.drop(DropReason.MALFORMED, "a light frame has no author");
            }
            buffer.getLong();
            Topic topic = Topic.of(text(buffer), text(buffer));
            Bytes rest = frame.slice(frame.length() - buffer.remaining());
            return new Sealed(
                    frame,
                    Bytes.empty(),
                    Optional.of(new NodeId(Bytes.wrap(origin))),
                    List.of(),
                    Message.of(topic, Opaque.of(rest)));
        } catch (BufferUnderflowException e) {
            throw MalformedException.drop(DropReason.MALFORMED, "a light frame ends within its head");
        }
    }

    private static byte[] run(ByteBuffer buffer) {
        byte[] run = new byte[Byte.toUnsignedInt(buffer.get())];
        buffer.get(run);
        return run;
    }

    private static String text(ByteBuffer buffer) {
        return new String(run(buffer), StandardCharsets.UTF_8);
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) {
        return (Message) sealed.decoded();
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        Bytes content = sealed.content();
        return new MessageId(content.slice(0, 1 + Byte.toUnsignedInt(content.get(0)) + Long.BYTES));
    }
}
