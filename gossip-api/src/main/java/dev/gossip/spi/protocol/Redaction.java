package dev.gossip.spi.protocol;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerView;
import java.util.Optional;

/** What may be shown to whom. Applied to every statement that leaves, nested ones included. */
@FunctionalInterface
public interface Redaction {

    /** Shows everything to everybody. */
    Redaction NONE = (envelope, target, peers) -> Optional.of(envelope);

    /** The envelope as {@code target} may see it (the same, or stripped), or empty if it must not. */
    Optional<Envelope> redact(Envelope envelope, LinkPeer target, PeerView peers);
}
