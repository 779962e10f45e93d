package dev.gossip.chronos.json.link;

import dev.gossip.api.Attachment;
import dev.gossip.api.Attributes;
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
import dev.gossip.api.body.Opaque;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.block.Sha256;
import dev.gossip.chronos.json.wire.ApplicationMessage;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Application messages; all else is asked and answered by the link sessions. */
final class ChronosCodec implements Codec {

    /** Present on messages that are not passed on. */
    static final Attributes.Key<Boolean> DIRECT = new Attributes.Key<>("chronos.direct", Boolean.class);

    private final ChronosConfig config;
    private final AtomicLong numbers;

    /** @param first our messages are numbered from here, so that a restarted node does not repeat itself */
    ChronosCodec(ChronosConfig config, long first) {
        this.config = config;
        this.numbers = new AtomicLong(first);
    }

    @Override
    public Content write(Message message) {
        if (!(message.body() instanceof Opaque body)) {
            throw new GossipException(
                    "chronos cannot carry " + message.body().bodyName() + "; blocks are submitted with ChronosPeer");
        }
        if (!config.application()) {
            throw new GossipException("this endpoint carries no application messages; set application=true on every"
                    + " node that is to take part");
        }
        if (message.kind() != MessageKind.ONE_WAY) {
            throw new GossipException("chronos carries one-way application messages only, not " + message.kind());
        }
        Bytes frame = new ApplicationMessage(
                        config.address(),
                        numbers.incrementAndGet(),
                        message.topic(),
                        message.recipients() != Recipients.ALL,
                        body)
                .write();
        if (frame.length() > config.limits().maxFrameBytes()) {
            throw new GossipException("a message of " + frame.length() + " bytes in JSON exceeds the limit of "
                    + config.limits().maxFrameBytes() + " (maxFrameBytes)");
        }
        return Content.of(frame);
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return envelope.sealed().content();
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        ApplicationMessage read = ApplicationMessage.read(frame);
        return new Sealed(frame, Bytes.empty(), Optional.of(new NodeId(Bytes.utf8(read.author()))), List.of(), read);
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) {
        ApplicationMessage read = (ApplicationMessage) sealed.decoded();
        Message message = Message.of(read.topic(), read.body());
        return read.direct() ? message.with(DIRECT, true) : message;
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        NodeId author = new NodeId(Bytes.utf8(config.address()));
        return new Sealed(content.content(), signature, Optional.of(author), attachments, "written by us");
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return new MessageId(Sha256.of(sealed.content()));
    }
}
