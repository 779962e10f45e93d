package dev.gossip.fabric.codec;

import dev.gossip.api.Sealed;
import java.util.List;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/**
 * What {@link Sealed#decoded()} holds for statements of this codec.
 *
 * @param scope the channel's name; empty if the statement belongs to none
 * @param nested the statements inside, except the dead of a membership response
 * @param dead the dead of a membership response
 */
record Decoded(ContentRule rule, GossipMessage message, String scope, List<Sealed> nested, List<Sealed> dead) {

    Decoded {
        nested = List.copyOf(nested);
        dead = List.copyOf(dead);
    }

    static Decoded of(Sealed sealed) {
        if (sealed.decoded() instanceof Decoded decoded) {
            return decoded;
        }
        throw new IllegalArgumentException("this statement was not made by the codec of protocol fabric");
    }
}
