package dev.gossip.fabric.codec;

import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.Recipients;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.spi.Scope;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import java.util.Optional;

/**
 * Who may be chosen when Fabric's nodes push.
 *
 * <pre>
 *   block, leadership          own organisation, in the channel, and said so
 *   state, author reachable    any organisation of the channel
 *   state, otherwise           own organisation
 *   alive of ours, internal    own organisation
 *   alive of ours, external    everybody
 *   alive of another one       own organisation or that one, if reachable from outside
 *   application message        nodes of our own making
 *   anything else              nobody, unless addressed by id
 * </pre>
 */
final class FabricDissemination implements Dissemination {

    private final EndpointContext context;
    private final PeerFacts facts;
    private final ApplicationPeers applicationPeers;

    FabricDissemination(EndpointContext context, PeerFacts facts, ApplicationPeers applicationPeers) {
        this.context = context;
        this.facts = facts;
        this.applicationPeers = applicationPeers;
    }

    @Override
    public boolean relays(Message message) {
        return message.body() instanceof Alive
                || message.body() instanceof State
                || message.body() instanceof OrderedItem
                || message.body() instanceof Opaque;
    }

    @Override
    public boolean toAll(Message message) {
        return message.body() instanceof Leadership;
    }

    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        Optional<String> organisation = candidate.organisation().or(() -> facts.organisation(candidate.id(), peers));
        return organisation.isPresent() && eligible(envelope, candidate, organisation.get(), peers);
    }

    private boolean eligible(Envelope envelope, Peer candidate, String organisation, PeerView peers) {
        String scope = envelope.topic().scope();
        if (envelope.body() instanceof OrderedItem || envelope.body() instanceof Leadership) {
            return facts.isOwn(organisation)
                    && admits(scope, organisation)
                    && candidate.channel(scope).isPresent();
        }
        if (envelope.body() instanceof State state) {
            return facts.external(state.subject(), peers) ? admits(scope, organisation) : facts.isOwn(organisation);
        }
        if (envelope.body() instanceof Alive alive) {
            return alive(alive, candidate, organisation, peers);
        }
        if (envelope.body() instanceof Opaque) {
            return applicationPeers.includes(candidate.id())
                    && (scope.isEmpty() || facts.isOwn(organisation) && admits(scope, organisation));
        }
        return envelope.message().recipients() instanceof Recipients.Only
                && (scope.isEmpty() || admits(scope, organisation));
    }

    private boolean alive(Alive alive, Peer candidate, String organisation, PeerView peers) {
        NodeId subject = alive.subject();
        Optional<String> author = facts.organisation(subject, peers);
        if (author.isEmpty()) {
            return false;
        }
        if (facts.isOwn(author.get())) {
            return facts.isOwn(organisation) || alive.external().isPresent();
        }
        return candidate.external().isPresent() && (facts.isOwn(organisation) || organisation.equals(author.get()));
    }

    private boolean admits(String scope, String organisation) {
        Scope known = context.scopes().get(scope);
        return known != null && known.admits(organisation);
    }
}
