package dev.gossip.fisco.codec;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.fisco.codec.body.AmopSeq;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.codec.body.NodeStatus;
import dev.gossip.fisco.codec.body.NodeStatusRequest;
import dev.gossip.fisco.codec.body.NodeStatusSequence;
import dev.gossip.fisco.codec.body.RouteRequest;
import dev.gossip.fisco.codec.body.RouteSequence;
import dev.gossip.fisco.codec.body.RouteTable;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.RouterTable;
import java.util.List;
import java.util.Optional;

/** Legal messages of both generations. */
public final class Samples {

    public static final Topic T1 = Topic.named("主题-t1");
    public static final Correlation SEVEN = Correlation.of(7);
    static final String AMOP_SEQ = "0123456789abcdef0123456789abcdef";
    private static final Bytes BIG = Bytes.utf8("ab".repeat(700));

    private Samples() {}

    public static LinkPeer link(NodeId id) {
        return new LinkPeer(
                "fisco",
                Optional.of(id),
                Assurance.AUTHENTICATED,
                Optional.empty(),
                PeerAddress.of("127.0.0.1", 1),
                Attributes.empty());
    }

    static List<Message> generation3() {
        RouterTable.Entry entry =
                new RouterTable.Entry(Bytes.utf8("aa"), Bytes.utf8("bb"), 2, Bytes.utf8("s"), Bytes.utf8("aa"));
        Bytes node = Bytes.wrap(new byte[64]);
        return List.of(
                Message.of(Topic.NONE, new TopicSequence(12)),
                Message.of(Topic.NONE, new TopicsRequest()),
                Message.of(Topic.NONE, new TopicList(12, List.of("t1", "主题"))),
                Message.of(Topic.NONE, new NodeStatusSequence(0xffff_ffffL)),
                Message.of(Topic.NONE, new NodeStatusRequest()),
                Message.of(Topic.NONE, new NodeStatus(new GatewayStatus("uuid", 3, List.of()))),
                Message.of(Topic.NONE, new RouteSequence(1)),
                Message.of(Topic.NONE, new RouteRequest()),
                Message.of(Topic.NONE, new RouteTable(new RouterTable(List.of(entry)))),
                Message.of(
                        Topic.scope("group0"),
                        new GroupMessage(node, List.of(node), 1000, 0, Bytes.utf8("front")),
                        MessageKind.REQUEST,
                        SEVEN),
                Message.of(Topic.scope("group0"), new GroupMessage(node, List.of(), 2001, 6, BIG)),
                Message.of(Topic.NONE, new DeliveryCode(0), MessageKind.RESPONSE, SEVEN),
                Message.of(Topic.NONE, new DeliveryCode(1005), MessageKind.ERROR, SEVEN),
                Message.of(T1, Opaque.of(Bytes.utf8("hello")), MessageKind.REQUEST, SEVEN),
                Message.of(T1, Opaque.of(BIG)),
                Message.of(Topic.NONE, Opaque.of(Bytes.utf8("ack")), MessageKind.RESPONSE, SEVEN)
                        .with(AmopSeq.KEY, AMOP_SEQ),
                Message.of(Topic.NONE, Opaque.of(Bytes.empty()), MessageKind.RESPONSE, SEVEN),
                Message.of(Topic.NONE, new AmopFailure(Reason.NO_SUBSCRIBER, "nobody"), MessageKind.ERROR, SEVEN));
    }

    static List<Message> generation2() {
        return List.of(
                Message.of(Topic.NONE, new TopicSequence(12)),
                Message.of(Topic.NONE, new TopicsRequest(), MessageKind.REQUEST, SEVEN),
                Message.of(Topic.NONE, new TopicList(12, List.of("t1", "主题")), MessageKind.RESPONSE, SEVEN),
                Message.of(Topic.scope("1"), new ModuleMessage(8, 1, BIG), MessageKind.REQUEST, SEVEN),
                Message.of(Topic.NONE, new ModuleMessage(9, 1, Bytes.empty()), MessageKind.RESPONSE, SEVEN),
                Message.of(T1, Opaque.of(Bytes.utf8("hello")), MessageKind.REQUEST, SEVEN)
                        .with(AmopSeq.KEY, AMOP_SEQ),
                Message.of(T1, Opaque.of(BIG)).with(AmopSeq.KEY, AMOP_SEQ),
                Message.of(T1, Opaque.of(Bytes.utf8("ack")), MessageKind.RESPONSE, SEVEN)
                        .with(AmopSeq.KEY, AMOP_SEQ),
                Message.of(Topic.NONE, new AmopFailure(Reason.NO_SUBSCRIBER, "code 104"), MessageKind.ERROR, SEVEN)
                        .with(AmopSeq.KEY, AMOP_SEQ));
    }
}
