package dev.gossip.fisco.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.amop.TopicLists;
import dev.gossip.fisco.codec.body.AmopSeq;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.fisco.codec.channel.TopicBlock;
import dev.gossip.fisco.codec.link.Correlations;
import dev.gossip.fisco.codec.p2p2.P2p2Packet;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Which body is which packet of 2.x. */
final class Generation2Bodies {

    static final Set<Class<? extends Body>> TYPES = Set.of(
            Opaque.class,
            AmopFailure.class,
            TopicSequence.class,
            TopicsRequest.class,
            TopicList.class,
            ModuleMessage.class);

    private Generation2Bodies() {}

    /** @param amopSeqs makes the number of an AMOP message that no SDK has numbered, from the packet's seq */
    static P2p2Packet write(Message message, LongSupplier seqs, LongFunction<String> amopSeqs) {
        Body body = message.body();
        if (body instanceof Opaque || body instanceof AmopFailure) {
            return amop(message, seqs, amopSeqs);
        }
        if (body instanceof ModuleMessage module) {
            return module(message, module);
        }
        if (!message.topic().equals(Topic.NONE)) {
            throw new GossipException(body.bodyName() + " concerns the whole node; give it the topic NONE");
        }
        if (body instanceof TopicSequence topics) {
            Correlations.demand(message, MessageKind.ONE_WAY);
            return topic(
                    P2p2Packet.SEND_TOPIC_SEQ, false, seqs.getAsLong(), TopicLists.encodeSequence(topics.sequence()));
        }
        if (body instanceof TopicsRequest) {
            Correlations.demand(message, MessageKind.REQUEST);
            return topic(P2p2Packet.REQUEST_TOPICS, false, Correlations.seq(message), Bytes.empty());
        }
        if (body instanceof TopicList list) {
            Correlations.demand(message, MessageKind.RESPONSE);
            return topic(P2p2Packet.SEND_TOPICS, true, Correlations.seq(message), TopicLists.encode2(list));
        }
        throw new GossipException("generation 2 of FISCO BCOS carries no " + body.bodyName());
    }

    private static P2p2Packet topic(int type, boolean response, long seq, Bytes payload) {
        return new P2p2Packet(0, 0, P2p2Packet.TOPIC, response, type, seq, payload);
    }

    private static P2p2Packet amop(Message message, LongSupplier seqs, LongFunction<String> amopSeqs) {
        boolean answer = message.kind() == MessageKind.RESPONSE || message.kind() == MessageKind.ERROR;
        boolean multicast = message.kind() == MessageKind.ONE_WAY;
        long seq = multicast ? seqs.getAsLong() : Correlations.seq(message);
        String amopSeq = message.attributes().get(AmopSeq.KEY).orElseGet(() -> amopSeqs.apply(seq));
        ChannelFrame frame;
        if (message.body() instanceof AmopFailure failure) {
            Correlations.demand(message, MessageKind.ERROR);
            int code = AmopCodes.generation2(failure, false);
            frame = new ChannelFrame(ChannelFrame.AMOP_RESPONSE, amopSeq, code, Bytes.empty());
        } else {
            Correlations.demand(message, MessageKind.ONE_WAY, MessageKind.REQUEST, MessageKind.RESPONSE);
            if (!message.topic().scope().isEmpty()) {
                throw new GossipException(
                        "AMOP topics belong to no group; publish to Topic.named(...) instead of " + message.topic());
            }
            Bytes block = new TopicBlock(message.topic().name(), ((Opaque) message.body()).joined()).encode();
            int type = answer
                    ? ChannelFrame.AMOP_RESPONSE
                    : multicast ? ChannelFrame.AMOP_MULTICAST : ChannelFrame.AMOP_REQUEST;
            frame = new ChannelFrame(type, amopSeq, 0, block);
        }
        int type = multicast ? P2p2Packet.MULTICAST : P2p2Packet.UNICAST;
        return new P2p2Packet(0, 0, P2p2Packet.AMOP, answer, type, seq, frame.encode());
    }

    private static P2p2Packet module(Message message, ModuleMessage module) {
        Correlations.demand(message, MessageKind.REQUEST, MessageKind.RESPONSE);
        String scope = message.topic().scope();
        if (!scope.isEmpty() && !scope.matches("[1-9]\\d{0,4}")) {
            throw new GossipException("groups of generation 2 are numbers from 1 to 32767, not '" + scope + "'");
        }
        if (scope.isEmpty() && (module.module() == P2p2Packet.AMOP || module.module() == P2p2Packet.TOPIC)) {
            throw new GossipException("module " + module.module() + " of group 0 has bodies of its own");
        }
        return new P2p2Packet(
                0,
                scope.isEmpty() ? 0 : Integer.parseInt(scope),
                module.module(),
                message.kind() == MessageKind.RESPONSE,
                module.type(),
                Correlations.seq(message),
                module.payload());
    }

    static Message read(P2p2Packet packet) throws MalformedException {
        if (packet.group() == 0 && packet.module() == P2p2Packet.AMOP) {
            return readAmop(packet);
        }
        if (packet.group() == 0 && packet.module() == P2p2Packet.TOPIC) {
            return readTopic(packet);
        }
        Topic topic = packet.group() == 0 ? Topic.NONE : Topic.scope(Integer.toString(packet.group()));
        return Message.of(
                topic,
                new ModuleMessage(packet.module(), packet.type(), packet.payload()),
                packet.response() ? MessageKind.RESPONSE : MessageKind.REQUEST,
                Correlations.of(packet.seq(), "a module's message"));
    }

    private static Message readTopic(P2p2Packet packet) throws MalformedException {
        if (packet.response() != (packet.type() == P2p2Packet.SEND_TOPICS)) {
            throw problem(
                    "topic packet type " + packet.type() + (packet.response() ? " as" : " not as") + " a response");
        }
        return switch (packet.type()) {
            case P2p2Packet.SEND_TOPIC_SEQ ->
                Message.of(Topic.NONE, new TopicSequence(TopicLists.decodeSequence(packet.payload())));
            case P2p2Packet.REQUEST_TOPICS ->
                Message.of(
                        Topic.NONE,
                        new TopicsRequest(),
                        MessageKind.REQUEST,
                        Correlations.of(packet.seq(), "a request for topics"));
            case P2p2Packet.SEND_TOPICS ->
                Message.of(
                        Topic.NONE,
                        TopicLists.decode2(packet.payload()),
                        MessageKind.RESPONSE,
                        Correlations.of(packet.seq(), "a topic list"));
            default ->
                throw MalformedException.drop(
                        FiscoDropReasons.UNKNOWN_TYPE, "topic packet type " + packet.type() + " is unknown");
        };
    }

    /** The packet's own type is informative; the frame inside decides. */
    private static Message readAmop(P2p2Packet packet) throws MalformedException {
        ChannelFrame frame = ChannelFrame.decodePayload(packet.payload());
        if (packet.response() != (frame.type() == ChannelFrame.AMOP_RESPONSE)) {
            throw problem("a channel frame of type 0x" + Integer.toHexString(frame.type())
                    + (packet.response() ? " as" : " not as") + " a response");
        }
        Message message = switch (frame.type()) {
            case ChannelFrame.AMOP_MULTICAST -> amop(frame, MessageKind.ONE_WAY, Correlation.NONE);
            case ChannelFrame.AMOP_REQUEST ->
                amop(frame, MessageKind.REQUEST, Correlations.of(packet.seq(), "an AMOP request"));
            case ChannelFrame.AMOP_RESPONSE -> {
                Correlation correlation = Correlations.of(packet.seq(), "an AMOP response");
                yield frame.result() == 0
                        ? amop(frame, MessageKind.RESPONSE, correlation)
                        : Message.of(Topic.NONE, AmopCodes.failure(frame.result(), ""), MessageKind.ERROR, correlation);
            }
            default ->
                throw MalformedException.drop(
                        FiscoDropReasons.UNKNOWN_TYPE,
                        "AMOP frame type 0x" + Integer.toHexString(frame.type()) + " is unknown");
        };
        return message.with(AmopSeq.KEY, frame.seq());
    }

    private static Message amop(ChannelFrame frame, MessageKind kind, Correlation correlation)
            throws MalformedException {
        TopicBlock block = TopicBlock.decode(frame.data());
        return Message.of(Topic.named(block.topic()), Opaque.of(block.data()), kind, correlation);
    }

    private static MalformedException problem(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
