package dev.gossip.fabric;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.fabric.election.Electorate;
import dev.gossip.fabric.privatedata.ChannelMembers;
import dev.gossip.spi.crypto.Identity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A channel's members as the election and private data ask for them. */
record ChannelRoster(PeerFacts facts, ChannelRules rules) implements ChannelMembers, Electorate {

    @Override
    public NodeId self() {
        return facts.protocol().self();
    }

    @Override
    public String organisation() {
        return facts.organisation();
    }

    @Override
    public List<Peer> members() {
        return rules.members();
    }

    @Override
    public Set<NodeId> others() {
        return rules.members().stream()
                .filter(peer -> facts.isOwn(facts.organisation(peer)))
                .map(Peer::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Identity> identity(NodeId id) {
        return facts.protocol().identity(id);
    }

    @Override
    public boolean mayRead(LinkPeer peer) {
        return rules.reads(peer);
    }
}
