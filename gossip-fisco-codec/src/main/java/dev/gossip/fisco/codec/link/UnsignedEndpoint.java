package dev.gossip.fisco.codec.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.Sealed;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.Optional;

/**
 * The parts of an endpoint on which all protocols of FISCO BCOS agree: nothing is signed, nothing replaces anything, nothing
 * is hidden, and receivers pass nothing on.
 */
public abstract class UnsignedEndpoint implements EndpointProtocol, SigningPolicy, Supersession, Dissemination {

    protected UnsignedEndpoint() {}

    @Override
    public final SigningPolicy signing() {
        return this;
    }

    @Override
    public final boolean signs(Message message) {
        return false;
    }

    @Override
    public final boolean mustVerify(Sealed sealed) {
        return false;
    }

    @Override
    public final Verification verify(Sealed sealed) {
        return Verification.VALID;
    }

    @Override
    public final Supersession supersession() {
        return this;
    }

    @Override
    public final Optional<Bytes> keyOf(Sealed sealed) {
        return Optional.empty();
    }

    @Override
    public final Relation relate(Sealed arriving, Sealed stored) {
        return Relation.UNRELATED;
    }

    @Override
    public final Duration lifetime(Sealed sealed) {
        return Duration.ZERO;
    }

    @Override
    public final Dissemination dissemination() {
        return this;
    }

    @Override
    public final boolean relays(Message message) {
        return false;
    }

    @Override
    public final boolean toAll(Message message) {
        return true;
    }

    @Override
    public final Redaction redaction() {
        return Redaction.NONE;
    }
}
