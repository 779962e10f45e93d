package dev.gossip.fabric.codec;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerView;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.body.State;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.Redaction;
import java.util.Optional;

/**
 * What other organisations may see. A peer of unknown organisation is shown no statement about anybody; secrets never
 * leave their organisation; members without an external endpoint are invisible outside theirs.
 */
final class FabricRedaction implements Redaction {

    private final EndpointContext context;
    private final PeerFacts facts;

    FabricRedaction(EndpointContext context, PeerFacts facts) {
        this.context = context;
        this.facts = facts;
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target, PeerView peers) {
        if (envelope.body() instanceof Alive alive) {
            return alive(envelope, alive, target, peers);
        }
        return Optional.of(envelope).filter(statement -> shown(statement, target, peers));
    }

    /** Whether the identity of {@code subject} may be offered and handed to {@code target} in a pull. */
    boolean showsIdentity(NodeId subject, LinkPeer target, PeerView peers) {
        Optional<String> to = organisation(target, peers);
        if (to.isEmpty() || facts.isOwn(to.get())) {
            return to.isPresent();
        }
        Optional<String> author = facts.organisation(subject, peers);
        return author.isPresent() && (facts.isOwn(author.get()) || author.equals(to)) && facts.external(subject, peers);
    }

    private boolean shown(Envelope envelope, LinkPeer target, PeerView peers) {
        if (envelope.body() instanceof PeerIdentity identity) {
            return showsIdentity(identity.subject(), target, peers);
        }
        if (envelope.body() instanceof MembershipResponse) {
            // Its last element is about us, and is not for foreign peers that cannot be reached from outside.
            return organisation(target, peers).filter(facts::isOwn).isPresent() || reachable(target, peers);
        }
        if (envelope.body() instanceof State state) {
            return showsState(envelope, state, target, peers);
        }
        boolean stays = envelope.body() instanceof OrderedItem
                || envelope.body() instanceof Leadership
                || envelope.body() instanceof Opaque
                        && !envelope.topic().scope().isEmpty();
        return !stays || organisation(target, peers).filter(facts::isOwn).isPresent();
    }

    private boolean showsState(Envelope envelope, State state, LinkPeer target, PeerView peers) {
        Optional<String> to = organisation(target, peers);
        if (to.isEmpty() || facts.isOwn(to.get())) {
            return to.isPresent();
        }
        boolean member = Optional.ofNullable(
                        context.scopes().get(envelope.topic().scope()))
                .filter(scope -> scope.admits(to.get()))
                .isPresent();
        boolean ours =
                facts.organisation(state.subject(), peers).filter(facts::isOwn).isPresent();
        return member && (!ours || facts.external(state.subject(), peers));
    }

    private Optional<Envelope> alive(Envelope envelope, Alive alive, LinkPeer target, PeerView peers) {
        Optional<String> to = organisation(target, peers);
        Optional<String> author = facts.organisation(alive.subject(), peers);
        if (to.isEmpty() || author.isEmpty()) {
            return Optional.empty();
        }
        boolean foreign = !facts.isOwn(to.get());
        if (!author.equals(to)) {
            boolean allowed = facts.isOwn(author.get())
                    ? alive.external().isPresent() && mayKnowUs(alive, target, peers)
                    : !foreign && reachable(target, peers);
            if (!allowed) {
                return Optional.empty();
            }
        }
        return Optional.of(foreign ? stripped(envelope, alive) : envelope);
    }

    /** A membership request introduces its sender to peers of whom nothing is known yet but their link. */
    private boolean mayKnowUs(Alive alive, LinkPeer target, PeerView peers) {
        return facts.isSelf(alive.subject()) || reachable(target, peers);
    }

    private boolean reachable(LinkPeer target, PeerView peers) {
        return target.id().filter(id -> facts.external(id, peers)).isPresent();
    }

    private Optional<String> organisation(LinkPeer target, PeerView peers) {
        return target.organisation().or(() -> target.id().flatMap(id -> facts.organisation(id, peers)));
    }

    private static Envelope stripped(Envelope envelope, Alive alive) {
        Alive shown = new Alive(
                alive.subject(), alive.external(), Optional.empty(), alive.time(), alive.metadata(), alive.identity());
        return new Envelope(
                envelope.message().withBody(shown), envelope.sealed().stripped(), envelope.id());
    }
}
