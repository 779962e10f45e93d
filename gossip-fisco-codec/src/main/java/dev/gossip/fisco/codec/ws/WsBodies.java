package dev.gossip.fisco.codec.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.amop.AmopRequest;
import dev.gossip.fisco.codec.amop.TopicLists;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.link.Correlations;
import dev.gossip.fisco.codec.link.JsonRpcs;
import dev.gossip.fisco.codec.link.TextSeqs;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Set;

/** Which body is which websocket message. The seq is the correlation, also of one-way messages. */
final class WsBodies {

    static final Set<Class<? extends Body>> TYPES =
            Set.of(Opaque.class, AmopFailure.class, JsonRpc.class, SubscribedTopics.class, BlockNotify.class);

    private WsBodies() {}

    static WsMessage write(Message message) {
        Body body = message.body();
        Correlations.demandOne(message);
        if (body instanceof Opaque opaque) {
            return opaque(message, opaque.joined());
        }
        if (body instanceof AmopFailure failure) {
            Correlations.demand(message, MessageKind.ERROR);
            return made(WsMessage.ERROR, message, AmopCodes.generation3(failure, true), Bytes.utf8(failure.detail()));
        }
        if (!message.topic().equals(Topic.NONE)) {
            throw new GossipException(body.bodyName() + " concerns no topic; give it the topic NONE");
        }
        if (body instanceof JsonRpc rpc) {
            Correlations.demand(message, JsonRpcs.kind(rpc));
            return made(WsMessage.RPC, message, 0, rpc.json());
        } else if (body instanceof SubscribedTopics topics) {
            Correlations.demand(message, MessageKind.ONE_WAY);
            ObjectNode json = Json.newObject();
            json.set("topics", Json.newTexts(topics.topics()));
            return made(WsMessage.AMOP_TOPICS, message, 0, Json.line(json));
        } else if (body instanceof BlockNotify notice) {
            Correlations.demand(message, MessageKind.ONE_WAY);
            ObjectNode json = Json.newObject()
                    .put("group", notice.group())
                    .put("nodeName", "")
                    .put("blockNumber", notice.number());
            return made(WsMessage.BLOCK_NOTIFY, message, 0, Json.line(json));
        }
        throw new GossipException("the websocket protocol of FISCO BCOS carries no " + body.bodyName());
    }

    /** An answer is the bytes alone; a request and a broadcast name the topic. */
    private static WsMessage opaque(Message message, Bytes data) {
        Correlations.demand(message, MessageKind.REQUEST, MessageKind.ONE_WAY, MessageKind.RESPONSE);
        if (message.kind() == MessageKind.RESPONSE) {
            return made(WsMessage.AMOP_RESPONSE, message, 0, data);
        }
        if (!message.topic().scope().isEmpty()) {
            throw new GossipException(
                    "AMOP topics belong to no group; use Topic.named(...) instead of " + message.topic());
        }
        int type = message.kind() == MessageKind.REQUEST ? WsMessage.AMOP_REQUEST : WsMessage.AMOP_BROADCAST;
        return made(type, message, 0, new AmopRequest(message.topic().name(), data).encode());
    }

    private static WsMessage made(int type, Message message, int status, Bytes payload) {
        Correlation correlation = message.correlation();
        Bytes seq = correlation.isNone() ? Bytes.empty() : Bytes.utf8(TextSeqs.text(correlation));
        return new WsMessage(type, status, seq, 0, payload);
    }

    static Message read(WsMessage message) throws MalformedException {
        Correlation correlation = correlation(message);
        if (message.status() != 0) {
            return failure(message, correlation);
        }
        return switch (message.type()) {
            case WsMessage.AMOP_REQUEST -> {
                demand(correlation, "an AMOP request");
                yield amop(message, MessageKind.REQUEST, correlation);
            }
            case WsMessage.AMOP_BROADCAST -> amop(message, MessageKind.ONE_WAY, correlation);
            case WsMessage.AMOP_RESPONSE -> {
                demand(correlation, "an AMOP response");
                yield Message.of(Topic.NONE, Opaque.of(message.payload()), MessageKind.RESPONSE, correlation);
            }
            case WsMessage.RPC -> {
                demand(correlation, "a JSON-RPC message");
                JsonRpc rpc = new JsonRpc(message.payload());
                yield Message.of(Topic.NONE, rpc, JsonRpcs.readKind(rpc), correlation);
            }
            case WsMessage.AMOP_TOPICS -> {
                JsonNode topics =
                        Json.object(message.payload(), "the topic list").path("topics");
                yield Message.of(
                        Topic.NONE,
                        new SubscribedTopics(Json.texts(topics, TopicLists.MAX_TOPICS, "the topic list")),
                        MessageKind.ONE_WAY,
                        correlation);
            }
            case WsMessage.BLOCK_NOTIFY -> {
                JsonNode json = Json.object(message.payload(), "the block notice");
                BlockNotify notice = new BlockNotify(
                        Json.text(json, "group", "the block notice"),
                        Json.number(json, "blockNumber", "the block notice"));
                yield Message.of(Topic.NONE, notice, MessageKind.ONE_WAY, correlation);
            }
            default -> throw unknown(message);
        };
    }

    private static Message failure(WsMessage message, Correlation correlation) throws MalformedException {
        if (message.type() != WsMessage.ERROR && message.type() != WsMessage.AMOP_RESPONSE) {
            throw unknown(message);
        }
        demand(correlation, "an error");
        String detail = WireReader.ofPayload(message.payload()).text(message.payload(), "error text");
        return Message.of(Topic.NONE, AmopCodes.failure(message.status(), detail), MessageKind.ERROR, correlation);
    }

    private static Message amop(WsMessage message, MessageKind kind, Correlation correlation)
            throws MalformedException {
        AmopRequest request = AmopRequest.decode(message.payload());
        return Message.of(Topic.named(request.topic()), Opaque.of(request.data()), kind, correlation);
    }

    private static Correlation correlation(WsMessage message) throws MalformedException {
        if (message.seq().isEmpty()) {
            return Correlation.NONE;
        }
        String seq = WireReader.ofPayload(message.seq()).text(message.seq(), "websocket seq");
        if (!seq.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw WireReader.ofPayload(message.seq()).problem("a websocket seq that is not printable ASCII");
        }
        return TextSeqs.of(seq);
    }

    /** SDKs answer broadcasts too, under the empty seq; nobody waits for that. */
    private static void demand(Correlation correlation, String what) throws MalformedException {
        if (correlation.isNone()) {
            throw MalformedException.drop(DropReason.UNMATCHED_RESPONSE, what + " without a seq belongs to nothing");
        }
    }

    private static MalformedException unknown(WsMessage message) {
        return MalformedException.drop(
                FiscoDropReasons.UNKNOWN_TYPE,
                "websocket type 0x" + Integer.toHexString(message.type()) + " with status " + message.status()
                        + " is unknown");
    }
}
