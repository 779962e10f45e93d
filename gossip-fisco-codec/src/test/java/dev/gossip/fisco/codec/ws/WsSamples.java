package dev.gossip.fisco.codec.ws;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.Samples;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.link.TextSeqs;
import java.util.List;

final class WsSamples {

    private static final Correlation SEQ = new Correlation(Bytes.utf8("3c5518e2375c4759807268bb1330dcd1"));

    private WsSamples() {}

    static List<Message> all() {
        return List.of(
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("hello")), MessageKind.REQUEST, SEQ),
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("hello")), MessageKind.REQUEST, Correlation.of(9)),
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("8")), MessageKind.REQUEST, TextSeqs.of("12345678")),
                Message.of(Topic.NONE, Opaque.of(Bytes.utf8("ack")), MessageKind.RESPONSE, SEQ),
                Message.of(Samples.T1, Opaque.of(Bytes.utf8("all")), MessageKind.ONE_WAY, SEQ),
                Message.of(Samples.T1, Opaque.of(Bytes.empty())),
                Message.of(Topic.NONE, new AmopFailure(Reason.NO_SUBSCRIBER, "nobody"), MessageKind.ERROR, SEQ),
                Message.of(
                        Topic.NONE, new JsonRpc(Bytes.utf8("{\"method\":\"getGroupList\"}")), MessageKind.REQUEST, SEQ),
                Message.of(Topic.NONE, new SubscribedTopics(List.of("t1", "主题"))),
                Message.of(Topic.NONE, new BlockNotify("group0", 42)));
    }
}
