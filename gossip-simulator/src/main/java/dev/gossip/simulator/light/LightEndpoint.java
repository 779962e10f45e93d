package dev.gossip.simulator.light;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.Optional;

/** Nothing is signed, nothing is superseded, everything is passed on. */
final class LightEndpoint implements EndpointProtocol, SigningPolicy, Supersession, Dissemination {

    private static final LinkPolicy LINKS =
            new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, Duration.ofSeconds(10));

    /** Room for the messages of a life that is younger than a millisecond. */
    private static final int NUMBERS_PER_MILLISECOND = 1 << 16;

    private final EndpointContext context;
    private final NodeId self;
    private final Codec codec;

    LightEndpoint(EndpointContext context) {
        this.context = context;
        String id = context.settings().getOrDefault("id", "");
        if (id.isEmpty()) {
            throw new GossipException("the protocol 'light' needs an id; give the endpoint '" + context.endpoint()
                    + "' one with setting(\"id\", ...)");
        }
        this.self = new NodeId(Bytes.utf8(id));
        this.codec = new LightCodec(self.value(), context.time().now().toEpochMilli() * NUMBERS_PER_MILLISECOND);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public LinkSession newSession(LinkControl control) {
        return new LightSession(context.endpoint(), self, control);
    }

    @Override
    public LinkPolicy linkPolicy() {
        return LINKS;
    }

    @Override
    public SigningPolicy signing() {
        return this;
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
    public Verification verify(Sealed sealed) {
        return Verification.VALID;
    }

    @Override
    public Supersession supersession() {
        return this;
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
    public Dissemination dissemination() {
        return this;
    }

    @Override
    public boolean relays(Message message) {
        return true;
    }

    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        return true;
    }

    @Override
    public boolean toAll(Message message) {
        return false;
    }

    @Override
    public Redaction redaction() {
        return Redaction.NONE;
    }
}
