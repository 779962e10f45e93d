package dev.gossip.fisco.group.engine;

import dev.gossip.api.NodeId;
import dev.gossip.fisco.group.GroupView;
import dev.gossip.fisco.group.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what is seen of groups. */
final class Views {

    private final Map<String, Map<NodeId, Seen>> groups = new TreeMap<>();

    Seen member(String group, NodeId node) {
        return groups.computeIfAbsent(group, name -> new TreeMap<>()).computeIfAbsent(node, id -> new Seen());
    }

    List<GroupView> all() {
        List<GroupView> views = new ArrayList<>();
        groups.forEach((group, nodes) -> {
            List<GroupView.Member> members = new ArrayList<>();
            nodes.forEach((id, seen) -> members.add(new GroupView.Member(
                    id,
                    NodeKind.of(seen.kinds),
                    seen.local,
                    seen.gateways.stream().sorted().toList())));
            views.add(new GroupView(group, members));
        });
        return views;
    }

    static final class Seen {
        private final List<NodeId> gateways = new ArrayList<>();
        private int kinds;
        private boolean local;

        void here(NodeKind kind) {
            local = true;
            kinds |= kind.bit();
        }

        void behind(NodeId gateway, int bits) {
            gateways.add(gateway);
            kinds |= bits;
        }
    }
}
