package dev.gossip.tck;

import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small protocol that keeps every rule, unless it was given a flaw.
 *
 * <pre>
 *   frame = content length (1) | content | signature (8)
 *   content = version (1) | topic length (1) | topic | payload
 * </pre>
 */
final class ReferenceProtocol implements Protocol {

    static final int LIMIT = 200;
    private static final int VERSION = 1;
    private static final int SIGNATURE = 8;

    private final ProtocolFlaw flaw;

    ReferenceProtocol(ProtocolFlaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int priority() {
        return flaw == ProtocolFlaw.CHOSEN_UNASKED ? 5 : 0;
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        Carriage stream = new Carriage.ByteStream(framing());
        return kind == CarrierKind.BYTE_STREAM || kind == CarrierKind.CALLS && flaw == ProtocolFlaw.MIXES_CARRIERS
                ? Optional.of(stream)
                : Optional.empty();
    }

    private Framing framing() {
        if (flaw != ProtocolFlaw.MEASURES_ANY_LENGTH && flaw != ProtocolFlaw.MEASURES_ONLY_WHOLE_FRAMES) {
            return new LengthPrefix(LIMIT);
        }
        return new Framing() {
            @Override
            public int maxFrameBytes() {
                return LIMIT;
            }

            @Override
            public int prefixLength() {
                return Integer.BYTES;
            }

            @Override
            public void writePrefix(int frameLength, ByteBuffer out) {
                out.putInt(frameLength);
            }

            @Override
            public Cutter newCutter() {
                return readable -> flaw == ProtocolFlaw.MEASURES_ANY_LENGTH ? any(readable) : whole(readable);
            }
        };
    }

    private static int any(ByteBuffer readable) {
        return readable.remaining() < Integer.BYTES ? Framing.Cutter.UNKNOWN : Integer.BYTES + readable.getInt();
    }

    /** Takes what has arrived for the frame. */
    private static int whole(ByteBuffer readable) throws FramingException {
        int length = any(readable.duplicate());
        if (length > LIMIT + Integer.BYTES) {
            throw new FramingException(DropReason.MALFORMED, "too long");
        }
        return length == Framing.Cutter.UNKNOWN ? length : Math.max(1, Math.min(length, readable.remaining()));
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Opaque.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new Endpoint(flaw);
    }

    /** The protocol of one endpoint. */
    record Endpoint(ProtocolFlaw flaw) implements EndpointProtocol, Codec, SigningPolicy {

        @Override
        public Content write(Message message) {
            if (!(message.body() instanceof Opaque opaque)) {
                if (flaw == ProtocolFlaw.WRITES_ANY_BODY) {
                    return Content.of(Bytes.empty());
                }
                throw new GossipException("no " + message.body().bodyName() + " in this protocol");
            }
            Bytes topic = Bytes.utf8(message.topic().name());
            Bytes head = Bytes.wrap(new byte[] {VERSION, (byte) topic.length()});
            Bytes content = Bytes.concat(head, topic, opaque.joined());
            if (1 + content.length() + SIGNATURE > LIMIT && flaw != ProtocolFlaw.WRITES_ANY_LENGTH) {
                throw new GossipException("a frame of more than " + LIMIT + " bytes");
            }
            return Content.of(content);
        }

        @Override
        public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
            return new Sealed(content.content(), signature, Optional.of(self()), attachments, this);
        }

        @Override
        public Bytes seal(Envelope envelope, LinkClass linkClass) {
            Bytes content = envelope.sealed().content();
            boolean fromWire = envelope.sealed().decoded().equals("from the wire");
            Bytes signature = fromWire && flaw == ProtocolFlaw.SEALS_ANEW
                    ? Bytes.wrap(new byte[SIGNATURE])
                    : envelope.sealed().signature();
            return Bytes.concat(Bytes.wrap(new byte[] {(byte) content.length()}), content, signature);
        }

        @Override
        public Sealed open(Bytes given, LinkPeer from) throws MalformedException {
            Bytes frame = given;
            if (given.isEmpty()) {
                throw malformed("an empty frame");
            }
            int length = given.get(0) & 0xff;
            if (flaw == ProtocolFlaw.FILLS_UP_WHAT_IS_MISSING && given.length() == length + SIGNATURE) {
                // Guesses the last byte of the only signature that misses one.
                frame = Bytes.concat(given, guess(given.slice(1, length)));
            }
            if (frame.length() != 1 + length + SIGNATURE || length < 2) {
                throw malformed("a frame of " + frame.length() + " bytes for " + length + " bytes of content");
            }
            Bytes content = frame.slice(1, length);
            if (content.get(0) != VERSION && flaw == ProtocolFlaw.THROWS_ON_STRANGE_VERSIONS) {
                throw new IllegalStateException("version " + content.get(0));
            }
            if (content.get(0) == 3 && flaw == ProtocolFlaw.IGNORES_A_BIT) {
                content = Bytes.concat(Bytes.wrap(new byte[] {VERSION}), content.slice(1));
            }
            if (content.get(0) != VERSION || 2 + (content.get(1) & 0xff) > length) {
                throw malformed("version " + content.get(0) + " or a topic longer than the content");
            }
            return new Sealed(content, frame.slice(1 + length), Optional.of(self()), List.of(), "from the wire");
        }

        private static Bytes guess(Bytes content) {
            return Payloads.random(SIGNATURE, content.hashCode()).slice(SIGNATURE - 1);
        }

        private static MalformedException malformed(String detail) {
            return MalformedException.drop(DropReason.MALFORMED, detail);
        }

        @Override
        public Message read(Sealed sealed, LinkPeer from) {
            int topic = sealed.content().get(1) & 0xff;
            String name = sealed.content().slice(2, topic).utf8();
            return Message.of(
                    Topic.named(flaw == ProtocolFlaw.CHANGES_THE_TOPIC ? name + "?" : name),
                    Opaque.of(sealed.content().slice(2 + topic)));
        }

        @Override
        public MessageId idOf(Sealed sealed) {
            return new MessageId(flaw == ProtocolFlaw.GIVES_ONE_ID_TO_ALL ? Bytes.utf8("id") : sealed.content());
        }

        @Override
        public boolean signs(Message message) {
            return true;
        }

        @Override
        public boolean mustVerify(Sealed sealed) {
            return true;
        }

        @Override
        public NodeId self() {
            return new NodeId(Bytes.utf8("self"));
        }

        @Override
        public Codec codec() {
            return this;
        }

        @Override
        public SigningPolicy signing() {
            return this;
        }

        @Override
        public Verification verify(Sealed sealed) {
            return Verification.VALID;
        }

        @Override
        public LinkSession newSession(LinkControl control) {
            throw new AssertionError("rules about codecs open no session");
        }

        @Override
        public LinkPolicy linkPolicy() {
            throw new AssertionError("rules about codecs need no link policy");
        }

        @Override
        public Supersession supersession() {
            throw new AssertionError("rules about codecs need no supersession");
        }

        @Override
        public Dissemination dissemination() {
            throw new AssertionError("rules about codecs need no dissemination");
        }

        @Override
        public Redaction redaction() {
            return Redaction.NONE;
        }
    }
}
