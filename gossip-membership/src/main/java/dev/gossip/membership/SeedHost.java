package dev.gossip.membership;

import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a seed's loop asks of the engine. */
interface SeedHost {

    NodeId self();

    boolean isAlive(NodeId id);

    boolean isLinked(NodeId id);

    /** The organisation of a linked peer. */
    Optional<String> organisation(NodeId id);

    /** A member that says it lives at {@code address} and to which we have dialled a link. */
    Optional<NodeId> dialledMemberAt(PeerAddress address);

    /** Introduces us to a linked peer; completes with whether it answered. */
    CompletionStage<Boolean> ask(NodeId id);
}
