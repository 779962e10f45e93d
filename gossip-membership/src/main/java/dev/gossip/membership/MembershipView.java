package dev.gossip.membership;

import dev.gossip.api.NodeId;
import java.util.List;

/**
 * What membership knows on one endpoint; a copy that never changes.
 *
 * @param self our own id, which is not among the members
 * @param members alive and dead ones in the order of their ids
 */
public record MembershipView(String endpoint, NodeId self, List<MemberStatus> members) {

    public MembershipView {
        members = List.copyOf(members);
    }

    /** Members held for alive. */
    public List<MemberStatus> alive() {
        return members.stream().filter(MemberStatus::alive).toList();
    }

    /** Members held for dead and not forgotten yet. */
    public List<MemberStatus> dead() {
        return members.stream().filter(member -> !member.alive()).toList();
    }
}
