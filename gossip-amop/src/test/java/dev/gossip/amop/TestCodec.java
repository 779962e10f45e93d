package dev.gossip.amop;

import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fields as text between bars: {@code kind|correlation|topic|type|value}. */
record TestCodec(NodeId self) implements Codec {

    @Override
    public Content write(Message message) {
        return Content.of(Bytes.utf8(String.join(
                "|",
                message.kind().name(),
                message.correlation().value().hex(),
                message.topic().name(),
                message.body().bodyName(),
                value(message.body()))));
    }

    private static String value(Body body) {
        if (body instanceof Opaque opaque) {
            return opaque.joined().hex();
        } else if (body instanceof TopicSequence sequence) {
            return Long.toString(sequence.sequence());
        } else if (body instanceof TopicList list) {
            return list.sequence() + "\t" + String.join("\t", list.topics());
        } else if (body instanceof AmopFailure failure) {
            return failure.reason().name();
        }
        return "";
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return envelope.sealed().content();
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) {
        String[] parts = frame.utf8().split("\\|", -1);
        Message message = Message.of(
                Topic.named(parts[2]),
                body(parts[3], parts[4]),
                MessageKind.valueOf(parts[0]),
                new Correlation(Bytes.fromHex(parts[1])));
        return new Sealed(frame, Bytes.empty(), from.id(), List.of(), message);
    }

    private static Body body(String type, String value) {
        return switch (type) {
            case "opaque" -> Opaque.of(Bytes.fromHex(value));
            case "topic-sequence" -> new TopicSequence(Long.parseLong(value));
            case "topics-request" -> new TopicsRequest();
            case "topic-list" -> {
                List<String> parts = Arrays.asList(value.split("\t"));
                yield new TopicList(Long.parseLong(parts.get(0)), parts.subList(1, parts.size()));
            }
            case "amop-failure" -> new AmopFailure(AmopFailure.Reason.valueOf(value), "");
            default -> throw new IllegalArgumentException(type);
        };
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) {
        return (Message) sealed.decoded();
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        return new Sealed(content.content(), signature, Optional.of(self), attachments, message);
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return new MessageId(sealed.content());
    }
}
