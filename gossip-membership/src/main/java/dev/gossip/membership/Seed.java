package dev.gossip.membership;

import dev.gossip.api.PeerAddress;
import java.util.Optional;

/**
 * An address to join by. Never given up: it is dialled again, with growing pauses, until a member lives there.
 *
 * @param organisation who must answer there; a peer that another organisation vouches for is not joined. Absent: anybody
 */
public record Seed(PeerAddress address, Optional<String> organisation) {

    /** A seed at which anybody may answer. */
    public static Seed at(PeerAddress address) {
        return new Seed(address, Optional.empty());
    }

    /** Whether a peer of {@code answering} may be joined here. */
    boolean admits(Optional<String> answering) {
        return organisation.isEmpty() || organisation.equals(answering);
    }
}
