package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.Optional;

/** Who signs, replaces and spreads: nobody, nothing, and nobody but the author. */
final class OrbsRules implements SigningPolicy, Supersession, Dissemination {

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
        return false;
    }

    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        return true;
    }

    @Override
    public boolean toAll(Message message) {
        return true;
    }
}
