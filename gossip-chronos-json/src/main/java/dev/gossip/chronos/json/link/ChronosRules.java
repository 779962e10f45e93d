package dev.gossip.chronos.json.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Nobody signs and nothing is replaced; application messages go to all peers that are ours, and on. */
final class ChronosRules implements SigningPolicy, Supersession, Dissemination {

    private final Set<NodeId> ours;

    ChronosRules(Set<NodeId> ours) {
        this.ours = ours;
    }

    @Override
    public boolean signs(Message message) {
        return false;
    }

    @Override
    public boolean mustVerify(Sealed sealed) {
        return false;
    }

    @Override
    public Optional<Bytes> keyOf(Sealed sealed) {
        return Optional.empty();
    }

    @Override
    public Relation relate(Sealed arriving, Sealed stored) {
        return Relation.UNRELATED;
    }

    @Override
    public Duration lifetime(Sealed sealed) {
        return Duration.ZERO;
    }

    @Override
    public boolean relays(Message message) {
        return message.attributes().get(ChronosCodec.DIRECT).isEmpty();
    }

    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        return ours.contains(candidate.id());
    }

    @Override
    public boolean toAll(Message message) {
        return true;
    }
}
