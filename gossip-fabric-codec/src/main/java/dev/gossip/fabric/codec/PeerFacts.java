package dev.gossip.fabric.codec;

import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.spi.crypto.Identity;
import java.util.Optional;

/** What the spreading and disclosure rules ask about nodes: organisation and reachability from outside. Thread-safe. */
final class PeerFacts {

    private final String endpoint;
    private final OwnIdentity own;
    private final IdentityStore identities;
    private volatile boolean announced;

    PeerFacts(String endpoint, OwnIdentity own, IdentityStore identities) {
        this.endpoint = endpoint;
        this.own = own;
        this.identities = identities;
    }

    /** Our own latest alive message did, or did not, name an external endpoint. */
    void announced(boolean external) {
        announced = external;
    }

    String ownOrganisation() {
        return own.organisation();
    }

    boolean isOwn(String organisation) {
        return organisation.equals(own.organisation());
    }

    boolean isSelf(NodeId id) {
        return id.equals(own.id());
    }

    Optional<String> organisation(NodeId id, PeerView peers) {
        return identities
                .find(id)
                .map(Identity::organisation)
                .or(() -> peers.find(endpoint, id).flatMap(Peer::organisation));
    }

    /** Whether {@code id} announces an external endpoint; unknown nodes do not. */
    boolean external(NodeId id, PeerView peers) {
        return isSelf(id)
                ? announced
                : peers.find(endpoint, id).flatMap(Peer::external).isPresent();
    }
}
