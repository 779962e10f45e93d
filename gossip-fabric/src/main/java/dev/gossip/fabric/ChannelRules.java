package dev.gossip.fabric;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.body.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what in a channel, by Fabric's rules: every member organisation shares states and transfers blocks; blocks
 * are pulled inside one organisation. Reading is open to all members of the member organisations, which is what
 * Fabric's readers policy says unless an administrator changed it.
 */
final class ChannelRules {

    private final PeerFacts facts;
    private final String channel;
    private final Set<String> organisations;
    private volatile boolean left;

    ChannelRules(PeerFacts facts, FabricChannelConfig config) {
        this.facts = facts;
        this.channel = config.name();
        this.organisations = config.organisations();
    }

    /** We left: others are served no more blocks. */
    void left() {
        left = true;
    }

    boolean participates(LinkPeer peer) {
        return admits(facts.organisation(peer));
    }

    boolean isMember(Peer peer) {
        return admits(facts.organisation(peer));
    }

    boolean speaks(Envelope statement) {
        return statement.body() instanceof State state && admits(facts.organisation(state.subject()));
    }

    /** Nodes of our organisation without an external endpoint are not mentioned to other organisations. */
    boolean discloses(LinkPeer requester, Envelope statement) {
        return facts.isOwn(facts.organisation(requester))
                || !(statement.body() instanceof State state)
                || !facts.isOwn(facts.organisation(state.subject()))
                || isReachableFromOutside(state.subject());
    }

    boolean pullsFrom(Peer peer) {
        return !left && facts.isOwn(facts.organisation(peer)) && isEligible(peer);
    }

    boolean servesPull(LinkPeer peer) {
        return !left
                && facts.isOwn(facts.organisation(peer))
                && facts.find(peer).flatMap(known -> known.channel(channel)).isPresent();
    }

    /** Alive members of the channel that have not left it; nobody once we left. */
    List<Peer> members() {
        return left
                ? List.of()
                : facts.node().peers().alive().stream()
                        .filter(peer -> peer.endpoint().equals(facts.endpoint()) && isMember(peer) && isEligible(peer))
                        .toList();
    }

    private boolean isEligible(Peer peer) {
        return peer.channel(channel).filter(state -> !state.left()).isPresent();
    }

    private boolean isReachableFromOutside(NodeId id) {
        return id.equals(facts.protocol().self())
                ? facts.node().endpoints().stream()
                        .filter(info -> info.name().equals(facts.endpoint()))
                        .anyMatch(info -> info.external().isPresent())
                : facts.find(id).flatMap(Peer::external).isPresent();
    }

    private boolean admits(Optional<String> organisation) {
        return organisation.filter(organisations::contains).isPresent();
    }
}
