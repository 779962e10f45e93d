package dev.gossip.fisco.group;

import dev.gossip.api.NodeId;
import java.util.List;
import java.util.Set;

/**
 * A group as it is seen here.
 *
 * @param nodes sorted by id
 */
public record GroupView(String group, List<Member> nodes) {

    public GroupView {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node of the group.
     *
     * @param id its consensus id
     * @param kinds what it is; more than one while those who announce it disagree, none if it is of a kind unknown here
     * @param local whether it is served here
     * @param gateways those that announced it, by their P2P ids, sorted
     */
    public record Member(NodeId id, Set<NodeKind> kinds, boolean local, List<NodeId> gateways) {

        public Member {
            kinds = Set.copyOf(kinds);
            gateways = List.copyOf(gateways);
        }
    }
}
