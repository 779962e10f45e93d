package dev.gossip.spi.protocol;

import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import java.util.Optional;

/** Who takes part in spreading which messages. */
public interface Dissemination {

    /** Whether a message of this kind, received by push and accepted, is passed on. */
    boolean relays(Message message);

    /** Whether {@code candidate} may be chosen as a target; being alive and not being the giver are given. */
    boolean eligible(Envelope envelope, Peer candidate, PeerView peers);

    /** Whether all eligible peers get it, rather than a sample. */
    boolean toAll(Message message);

    /** What is sent to a target that the router wants only told, not served; empty if the protocol has no such message. */
    default Optional<Message> announcement(Envelope envelope) {
        return Optional.empty();
    }
}
