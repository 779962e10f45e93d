package dev.gossip.fisco.codec.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.amop.TopicLists;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.body.TopicCertRequest;
import dev.gossip.fisco.codec.body.TopicVerdict;
import dev.gossip.fisco.codec.link.Correlations;
import dev.gossip.fisco.codec.link.JsonRpcs;
import dev.gossip.fisco.codec.link.TextSeqs;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Set;

/** Which body is which channel frame. The seq is the correlation, also of one-way messages: subscribers tell copies by it. */
final class ChannelBodies {

    static final Set<Class<? extends Body>> TYPES = Set.of(
            Opaque.class,
            AmopFailure.class,
            JsonRpc.class,
            SubscribedTopics.class,
            TopicCertRequest.class,
            Ack.class,
            TopicVerdict.class,
            BlockNotify.class);

    private static final int ACCEPTED = 0;
    private static final int REJECTED = 1;

    private ChannelBodies() {}

    static ChannelFrame write(Message message) {
        Body body = message.body();
        if (body instanceof Opaque opaque) {
            return opaque(message, opaque.joined());
        }
        if (body instanceof AmopFailure failure) {
            Correlations.demand(message, MessageKind.ERROR);
            int code = AmopCodes.generation2(failure, true);
            return frame(ChannelFrame.AMOP_RESPONSE, message, code, Bytes.empty());
        }
        if (!message.topic().equals(Topic.NONE)) {
            throw new GossipException(body.bodyName() + " concerns no topic; give it the topic NONE");
        }
        if (body instanceof JsonRpc rpc) {
            Correlations.demand(message, JsonRpcs.kind(rpc));
            return frame(ChannelFrame.RPC, message, 0, rpc.json());
        } else if (body instanceof SubscribedTopics topics) {
            Correlations.demand(message, MessageKind.ONE_WAY);
            return frame(ChannelFrame.TOPICS, message, 0, Json.bytes(Json.newTexts(topics.topics())));
        } else if (body instanceof TopicCertRequest request) {
            Correlations.demand(message, MessageKind.REQUEST);
            return frame(ChannelFrame.TOPIC_CERT, message, 0, json(request));
        } else if (body instanceof Ack ack) {
            Correlations.demand(message, MessageKind.RESPONSE);
            if (!ack.isPositive()) {
                throw new GossipException("an SDK only acknowledges; its verdict follows as a TopicVerdict");
            }
            return frame(ChannelFrame.TOPIC_CERT, message, 0, Bytes.empty());
        } else if (body instanceof TopicVerdict verdict) {
            Correlations.demand(message, MessageKind.ONE_WAY);
            return frame(ChannelFrame.TOPIC_VERDICT, message, 0, json(verdict));
        } else if (body instanceof BlockNotify notice) {
            Correlations.demand(message, MessageKind.ONE_WAY);
            return frame(ChannelFrame.BLOCK_NOTIFY, message, 0, BlockNotices.write(notice));
        }
        throw new GossipException("the channel protocol of FISCO BCOS carries no " + body.bodyName());
    }

    private static ChannelFrame opaque(Message message, Bytes data) {
        Correlations.demand(message, MessageKind.REQUEST, MessageKind.ONE_WAY, MessageKind.RESPONSE);
        if (!message.topic().scope().isEmpty()) {
            throw new GossipException(
                    "AMOP topics belong to no group; use Topic.named(...) instead of " + message.topic());
        }
        int type = switch (message.kind()) {
            case REQUEST -> ChannelFrame.AMOP_REQUEST;
            case ONE_WAY -> ChannelFrame.AMOP_MULTICAST;
            default -> ChannelFrame.AMOP_RESPONSE;
        };
        return frame(type, message, 0, new TopicBlock(message.topic().name(), data).encode());
    }

    private static ChannelFrame frame(int type, Message message, int result, Bytes data) {
        Correlations.demandOne(message);
        return new ChannelFrame(type, TextSeqs.text(message.correlation()), result, data);
    }

    private static Bytes json(TopicCertRequest request) {
        return Json.line(Json.newObject()
                .put("nodeId", request.nodeId())
                .put("topic", request.topic())
                .put("topicForCert", request.verifyTopic()));
    }

    private static Bytes json(TopicVerdict verdict) {
        return Json.bytes(Json.newObject()
                .put("checkResult", verdict.accepted() ? ACCEPTED : REJECTED)
                .put("nodeId", verdict.nodeId())
                .put("topic", verdict.topic()));
    }

    static Message read(ChannelFrame frame) throws MalformedException {
        return switch (frame.type()) {
            case ChannelFrame.AMOP_REQUEST -> amop(frame, MessageKind.REQUEST);
            case ChannelFrame.AMOP_MULTICAST -> amop(frame, MessageKind.ONE_WAY);
            case ChannelFrame.AMOP_RESPONSE ->
                frame.result() == 0
                        ? amop(frame, MessageKind.RESPONSE)
                        : message(frame, AmopCodes.failure(frame.result(), ""), MessageKind.ERROR);
            case ChannelFrame.RPC -> {
                JsonRpc rpc = new JsonRpc(frame.data());
                yield message(frame, rpc, JsonRpcs.readKind(rpc));
            }
            case ChannelFrame.TOPICS ->
                message(
                        frame,
                        new SubscribedTopics(Json.texts(frame.data(), TopicLists.MAX_TOPICS, "the topic list")),
                        MessageKind.ONE_WAY);
            case ChannelFrame.TOPIC_CERT ->
                frame.data().isEmpty()
                        ? message(frame, Ack.OK, MessageKind.RESPONSE)
                        : message(frame, certRequest(frame.data()), MessageKind.REQUEST);
            case ChannelFrame.TOPIC_VERDICT -> message(frame, verdict(frame.data()), MessageKind.ONE_WAY);
            case ChannelFrame.BLOCK_NOTIFY -> message(frame, BlockNotices.read(frame), MessageKind.ONE_WAY);
            default ->
                throw MalformedException.drop(
                        FiscoDropReasons.UNKNOWN_TYPE,
                        "channel frame type 0x" + Integer.toHexString(frame.type()) + " is unknown");
        };
    }

    private static Message amop(ChannelFrame frame, MessageKind kind) throws MalformedException {
        TopicBlock block = TopicBlock.decode(frame.data());
        return Message.of(Topic.named(block.topic()), Opaque.of(block.data()), kind, correlation(frame, kind));
    }

    private static Message message(ChannelFrame frame, Body body, MessageKind kind) throws MalformedException {
        return Message.of(Topic.NONE, body, kind, correlation(frame, kind));
    }

    private static Correlation correlation(ChannelFrame frame, MessageKind kind) throws MalformedException {
        Correlation correlation = TextSeqs.of(frame.seq());
        if (kind != MessageKind.ONE_WAY && correlation.isNone()) {
            throw MalformedException.drop(DropReason.MALFORMED, "a request or answer whose seq is that of a push");
        }
        return correlation;
    }

    private static TopicCertRequest certRequest(Bytes data) throws MalformedException {
        JsonNode json = Json.object(data, "the request for a topic's certificate");
        return new TopicCertRequest(
                Json.text(json, "nodeId", "the request for a topic's certificate"),
                Json.text(json, "topic", "the request for a topic's certificate"),
                Json.text(json, "topicForCert", "the request for a topic's certificate"));
    }

    private static TopicVerdict verdict(Bytes data) throws MalformedException {
        JsonNode json = Json.object(data, "the topic status");
        long result = Json.number(json, "checkResult", "the topic status");
        if (result != ACCEPTED && result != REJECTED) {
            throw MalformedException.drop(DropReason.MALFORMED, "a topic status whose checkResult is " + result);
        }
        return new TopicVerdict(
                Json.text(json, "nodeId", "the topic status"),
                Json.text(json, "topic", "the topic status"),
                result == ACCEPTED);
    }
}
