package dev.gossip.benchmarks.plain;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
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

/** Greets with its id; everything else is left to the node. */
final class PlainEndpoint implements EndpointProtocol, SigningPolicy, Supersession, Dissemination {

    private final EndpointContext context;
    private final NodeId self;
    private final PlainCodec codec = new PlainCodec();

    PlainEndpoint(EndpointContext context) {
        this.context = context;
        this.self = new NodeId(Bytes.utf8(context.settings().get("id")));
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
        return new Greeting(control);
    }

    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, Duration.ofSeconds(10));
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

    @Override
    public Redaction redaction() {
        return Redaction.NONE;
    }

    /** The first frame of either side is its id. */
    private final class Greeting implements LinkSession {

        private final LinkControl control;
        private boolean greeted;

        Greeting(LinkControl control) {
            this.control = control;
        }

        @Override
        public void onOpen() {
            control.send(self.value());
        }

        @Override
        public void onFrame(Bytes frame) {
            if (greeted) {
                control.deliver(frame);
                return;
            }
            greeted = true;
            control.established(new LinkPeer(
                    context.endpoint(),
                    Optional.of(new NodeId(frame)),
                    Assurance.CLAIMED,
                    Optional.empty(),
                    control.remote(),
                    Attributes.empty()));
        }
    }
}
