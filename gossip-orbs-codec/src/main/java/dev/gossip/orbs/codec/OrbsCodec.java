package dev.gossip.orbs.codec;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.forward.Digests;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Messages to Orbs' bytes and back. The statement is the whole message, so all links share one copy of it. */
final class OrbsCodec implements Codec {

    static final String FORWARD = "forward";

    private final OrbsConfig config;
    private final HeaderChecks checks;
    private final AtomicLong numbers;

    /** @param firstNumber tells our application messages from those of our earlier lives */
    OrbsCodec(OrbsConfig config, long firstNumber) {
        this.config = config;
        this.checks = new HeaderChecks(config);
        this.numbers = new AtomicLong(firstNumber);
    }

    @Override
    public Content write(Message message) {
        return Content.of(PayloadFrame.encode(payloads(message)));
    }

    /**
     * The payloads of a message of ours, the header first.
     *
     * @throws GossipException naming the limit or rule that it breaks
     */
    List<Bytes> payloads(Message message) {
        if (message.kind() != MessageKind.ONE_WAY) {
            throw new GossipException(
                    "orbs knows no requests and no answers; send a message of its own instead of a " + message.kind());
        }
        if (message.body() instanceof OrbsContent content) {
            OrbsTopic topic = topic(message.topic());
            if (!topic.hasType(content.type())) {
                throw new GossipException("the topic " + message.topic().name() + " has message types " + topic.types()
                        + ", not " + content.type());
            }
            return limited(message, topic.ordinal(), content.type(), content.payloads());
        }
        if (message.body() instanceof Opaque body) {
            int service = config.applicationService()
                    .orElseThrow(() -> new GossipException("this endpoint carries no application messages; set"
                            + " application=true on every node of the network, which must all be of this kind"));
            return limited(message, WireTopic.APPLICATION, service, application(message.topic(), body));
        }
        if (message.body() instanceof Forwarded forwarded) {
            return join(message, WireTopic.FORWARD, forwarded.type(), forwarded.payloads());
        }
        throw new GossipException("orbs cannot carry " + message.body().bodyName());
    }

    private List<Bytes> application(Topic topic, Opaque body) {
        return ApplicationContent.of(config.node(), numbers.incrementAndGet(), topic, body)
                .content();
    }

    private OrbsTopic topic(Topic topic) {
        return OrbsTopic.named(topic.name())
                .filter(known -> known.in(config.virtualChain()).equals(topic))
                .orElseThrow(() -> new GossipException("the topic " + topic + " is none of orbs in virtual chain "
                        + config.virtualChain() + "; see OrbsTopic"));
    }

    private List<Bytes> limited(Message message, int topic, int type, List<Bytes> content) {
        long bytes = ForwardedMessage.bytesOf(content);
        if (bytes > config.queues().maxContentBytes()) {
            throw new DataExceedsCapacityException("content of " + bytes + " bytes exceeds the limit of "
                    + config.queues().maxContentBytes() + " for one message (maxContentBytes)");
        }
        return join(message, topic, type, content);
    }

    private List<Bytes> join(Message message, int topic, int type, List<Bytes> content) {
        Header header = new Header(
                Header.VERSION,
                config.virtualChain(),
                Addressing.mode(message.recipients()),
                Addressing.list(message.recipients()),
                topic,
                type);
        Bytes encoded = config.headers().encode(header);
        if (encoded.length() > PayloadFraming.MAX_HEADER_BYTES || content.size() >= PayloadFraming.MAX_PAYLOADS) {
            throw new DataExceedsCapacityException("a header of " + encoded.length() + " bytes and " + content.size()
                    + " payloads exceed the limits of " + PayloadFraming.MAX_HEADER_BYTES + " and "
                    + (PayloadFraming.MAX_PAYLOADS - 1));
        }
        List<Bytes> payloads = new ArrayList<>(content.size() + 1);
        payloads.add(encoded);
        payloads.addAll(content);
        return payloads;
    }

    /** The message complete, as the node would make it. */
    Envelope envelope(Message message) {
        Sealed sealed = sealed(message, write(message), Bytes.empty(), List.of());
        return new Envelope(message, sealed, idOf(sealed));
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return envelope.sealed().content();
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        List<Bytes> payloads = PayloadFrame.decode(frame);
        Decoded decoded = opened(payloads);
        return new Sealed(frame, Bytes.empty(), decoded.origin(), List.of(), decoded);
    }

    /** Checks a message of which the payloads came, directly or forwarded. */
    Decoded opened(List<Bytes> payloads) throws MalformedException {
        if (payloads.isEmpty()) {
            throw MalformedException.drop(DropReason.MALFORMED, "a message without payloads says nothing");
        }
        return new Decoded(checks.checked(payloads.get(0)), payloads.subList(1, payloads.size()));
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) throws MalformedException {
        return ((Decoded) sealed.decoded()).message(config.virtualChain());
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        Optional<NodeId> origin = message.body() instanceof Opaque ? Optional.of(config.node()) : Optional.empty();
        return new Sealed(content.content(), signature, origin, attachments, "written by us");
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return new MessageId(Digests.of(sealed.content()));
    }

    /** What the first look at a message found. */
    record Decoded(Header header, List<Bytes> content) {

        private Optional<NodeId> origin() throws MalformedException {
            return header.topic() == WireTopic.APPLICATION
                    ? Optional.of(ApplicationContent.read(content).origin())
                    : Optional.empty();
        }

        Message message(long chain) throws MalformedException {
            Message message;
            if (header.topic() == WireTopic.APPLICATION) {
                ApplicationContent application = ApplicationContent.read(content);
                message = Message.of(application.topic(), application.body());
            } else if (header.topic() == WireTopic.FORWARD) {
                message = Message.of(Topic.of(Long.toString(chain), FORWARD), Forwarded.read(header.type(), content));
            } else {
                OrbsTopic topic = OrbsTopic.at(header.topic()).orElseThrow();
                message = Message.of(topic.in(chain), new OrbsContent(header.type(), content));
            }
            return message.withRecipients(Addressing.of(header));
        }
    }
}
