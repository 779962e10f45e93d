package dev.gossip.fisco.codec.channel;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.Samples;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.body.TopicCertRequest;
import dev.gossip.fisco.codec.body.TopicVerdict;
import java.util.List;

final class ChannelSamples {

    static final Correlation SEQ = new Correlation(Bytes.utf8("000b7c23ef6846beb0eb7bc5bcad262a"));

    private ChannelSamples() {}

    static List<Message> all() {
        return List.of(
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("hello")), MessageKind.REQUEST, SEQ),
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("hello")), MessageKind.REQUEST, Correlation.of(-7)),
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("ack")), MessageKind.RESPONSE, SEQ),
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("all")), MessageKind.ONE_WAY, SEQ),
                Message.of(Samples.T1, Opaque.of(Bytes.empty())),
                Message.of(Topic.NONE, new AmopFailure(Reason.NO_SUBSCRIBER, "code 100"), MessageKind.ERROR, SEQ),
                Message.of(Topic.NONE, rpc("{\"method\":\"getGroupList\"}"), MessageKind.REQUEST, SEQ),
                Message.of(Topic.NONE, rpc("{\"result\":[1]}"), MessageKind.RESPONSE, SEQ),
                Message.of(Topic.NONE, new SubscribedTopics(List.of("t1", "主题")), MessageKind.ONE_WAY, SEQ),
                Message.of(Topic.NONE, new TopicCertRequest("ab", "t", "v"), MessageKind.REQUEST, SEQ),
                Message.of(Topic.NONE, Ack.OK, MessageKind.RESPONSE, SEQ),
                Message.of(Topic.NONE, new TopicVerdict("ab", "t", true), MessageKind.ONE_WAY, SEQ),
                Message.of(Topic.NONE, new BlockNotify("1", 42)));
    }

    private static JsonRpc rpc(String json) {
        return new JsonRpc(Bytes.utf8(json));
    }
}
