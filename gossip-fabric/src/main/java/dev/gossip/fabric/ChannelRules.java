package dev.gossip.fabric;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.body.State;
import java.util.List;
import java.util.Optional;

/**
 * Who may do what in a channel, by Fabric's rules: member organisations are heard, whoever satisfies the readers policy
 * is believed and transfers blocks, and blocks are pulled inside one organisation. The terms change with the channel's
 * configuration, all at once.
 */
final class ChannelRules {

    private final PeerFacts facts;
    private final String channel;
    private volatile ChannelTerms terms;
    private volatile boolean left;

    ChannelRules(PeerFacts facts, FabricChannelConfig config) {
        this.facts = facts;
        this.channel = config.name();
        this.terms = ChannelTerms.of(config);
    }

    String channel() {
        return channel;
    }

    /** What holds now. */
    ChannelTerms terms() {
        return terms;
    }

    /** From now on other terms hold. */
    void agree(ChannelTerms changed) {
        terms = changed;
    }

    /** We left: others are served no more blocks. */
    void left() {
        left = true;
    }

    boolean participates(LinkPeer peer) {
        return admits(facts.organisation(peer));
    }

    /** May exchange blocks with us: whoever proved on the link to be a reader of the channel. */
    boolean reads(LinkPeer peer) {
        return participates(peer) && peer.id().map(this::isReader).orElse(!terms.hasPolicies());
    }

    boolean isMember(Peer peer) {
        return admits(facts.organisation(peer));
    }

    boolean speaks(Envelope statement) {
        return statement.body() instanceof State state
                && admits(facts.organisation(state.subject()))
                && isReader(state.subject());
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

    private boolean isReader(NodeId id) {
        ChannelTerms now = terms;
        return !now.hasPolicies()
                || facts.protocol().identity(id).filter(now::includes).isPresent();
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
        return organisation.filter(terms.organisations()::contains).isPresent();
    }
}
