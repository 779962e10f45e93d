package dev.gossip.fisco;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.GroupView;
import dev.gossip.fisco.group.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes of groups as tests make and look at them. */
final class TestGroups {

    static final String GROUP = "group0";
    static final int MODULE = 1000;

    private TestGroups() {}

    /** A consensus id. */
    static NodeId id(int number) {
        byte[] bytes = new byte[64];
        bytes[0] = (byte) (number >> 8);
        bytes[63] = (byte) number;
        return new NodeId(Bytes.wrap(bytes));
    }

    /** A node of a group that notes what it hears, and repeats what it is asked. */
    static final class Heard {
        final GroupNode node;
        final List<String> texts = new ArrayList<>();

        Heard(Member gateway, int number, NodeKind kind) {
            node = gateway.peer.groups().register(GROUP, id(number), kind, delivery -> {
                texts.add(delivery.from().value().get(63)
                        + (delivery.isBroadcast() ? " to all: " : ": ")
                        + delivery.payload().utf8());
                if (delivery.expectsReply()) {
                    delivery.reply(Bytes.utf8(
                            "re " + delivery.module() + " " + delivery.payload().utf8()));
                }
            });
        }
    }

    /** The gateways of each node of the group, as a gateway sees them. */
    static Map<NodeId, List<NodeId>> remote(Member gateway) {
        Map<NodeId, List<NodeId>> nodes = new TreeMap<>();
        for (GroupView view : gateway.peer.groups().view()) {
            for (GroupView.Member member : view.nodes()) {
                if (!member.gateways().isEmpty()) {
                    nodes.put(member.id(), member.gateways());
                }
            }
        }
        return nodes;
    }
}
