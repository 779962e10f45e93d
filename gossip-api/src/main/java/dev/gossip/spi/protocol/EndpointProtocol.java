package dev.gossip.spi.protocol;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.spi.crypto.Verification;
import java.util.List;
import java.util.Optional;

/** A protocol as one endpoint speaks it. All parts are thread-safe except link sessions. */
public interface EndpointProtocol {

    /** Our own id. */
    NodeId self();

    /** Our own identity as it travels, if we have one. */
    default Optional<Bytes> ownIdentity() {
        return Optional.empty();
    }

    /** Where the network listens as far as that was configured for this protocol; joined like seeds. */
    default List<PeerAddress> knownPeers() {
        return List.of();
    }

    /** Messages to bytes and back. */
    Codec codec();

    /** A session for a new connection. */
    LinkSession newSession(LinkControl control);

    /** How connections become links. */
    LinkPolicy linkPolicy();

    /** Which statements are signed. */
    SigningPolicy signing();

    /**
     * Checks who said a statement, beside the lanes; several at once. Only called if {@link SigningPolicy#mustVerify} says
     * so. May learn an identity that the statement brings along.
     */
    Verification verify(Sealed sealed);

    /** Which statements replace which. */
    Supersession supersession();

    /** Who takes part in spreading what. */
    Dissemination dissemination();

    /** What may be shown to whom. */
    Redaction redaction();
}
