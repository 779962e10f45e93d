package dev.gossip.benchmarks.plain;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import java.util.List;
import java.util.Optional;

/** The frame is the application's bytes. There is one topic, and a message is known by nothing. */
final class PlainCodec implements Codec {

    private static final MessageId NONE = new MessageId(Bytes.empty());

    @Override
    public Content write(Message message) {
        return Content.of(((Opaque) message.body()).joined());
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        return new Sealed(content.content(), signature, Optional.empty(), attachments, message);
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return envelope.sealed().content();
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) {
        return new Sealed(frame, Bytes.empty(), Optional.empty(), List.of(), frame);
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) {
        return Message.of(Topic.NONE, Opaque.of(sealed.content()));
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return NONE;
    }
}
