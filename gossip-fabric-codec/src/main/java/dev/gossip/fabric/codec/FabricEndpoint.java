package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.body.State;
import dev.gossip.spi.crypto.Identity;
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
import java.util.List;
import java.util.Optional;

/**
 * Fabric's gossip protocol as one endpoint speaks it, with what the endpoint has learnt about identities. Thread-safe
 * except for its link sessions.
 */
public final class FabricEndpoint implements EndpointProtocol, SigningPolicy {

    /** After this time without use Fabric's nodes forget an identity. */
    private static final Duration IDENTITY_IDLE = Duration.ofHours(1);

    private final EndpointContext context;
    private final FabricSettings settings;
    private final OwnIdentity own;
    private final IdentityStore identities;
    private final FabricCodec codec;
    private final StatementVerifier verifier;
    private final Supersession supersession;
    private final FabricDissemination dissemination;
    private final FabricRedaction redaction;

    FabricEndpoint(EndpointContext context) {
        this.context = context;
        this.settings = FabricSettings.of(context.settings());
        this.own = OwnIdentity.of(context.identity()
                .orElseThrow(() -> missing("an identity (the node's MSP certificate and key)", "identity")));
        this.identities = new IdentityStore(
                own,
                context.trust().orElseThrow(() -> missing("trust (the CAs of the organisations)", "trust")),
                context.time(),
                settings.identityLimit());
        ApplicationPeers applicationPeers = new ApplicationPeers();
        PeerFacts facts = new PeerFacts(context.endpoint(), own, identities);
        this.codec = new FabricCodec(
                own,
                settings.application(),
                new EnvelopeOpener(context, settings.application()),
                facts,
                context.time().now());
        this.verifier = new StatementVerifier(context, identities, applicationPeers);
        this.supersession = new FabricSupersession(settings);
        this.dissemination = new FabricDissemination(context, facts, applicationPeers);
        this.redaction = new FabricRedaction(context, facts);
    }

    private GossipException missing(String what, String method) {
        return new GossipException("protocol fabric on endpoint '" + context.endpoint() + "' needs " + what
                + "; set EndpointConfig.Builder." + method);
    }

    @Override
    public NodeId self() {
        return own.id();
    }

    /** Our own identity as it travels: a serialized identity, not the bare certificate. */
    public Bytes serializedIdentity() {
        return own.serialized();
    }

    @Override
    public Optional<Bytes> ownIdentity() {
        return Optional.of(own.serialized());
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public LinkSession newSession(LinkControl control) {
        return new GreetingSession(control, context, own, identities, codec, settings);
    }

    /** Either side's connection serves both directions; of two between a pair one survives. */
    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, settings.connTimeout());
    }

    @Override
    public SigningPolicy signing() {
        return this;
    }

    @Override
    public boolean signs(Message message) {
        return message.body() instanceof Alive
                || message.body() instanceof State
                || message.body() instanceof Leadership
                || message.body() instanceof PeerIdentity
                || message.body() instanceof ConnEstablish
                || message.body() instanceof Opaque;
    }

    @Override
    public boolean mustVerify(Sealed sealed) {
        return Decoded.of(sealed).rule().signed();
    }

    /** Learns the identity that a valid greeting or alive message brings along, if it brings one. */
    @Override
    public Verification verify(Sealed sealed) {
        return verifier.verify(sealed);
    }

    @Override
    public Supersession supersession() {
        return supersession;
    }

    @Override
    public Dissemination dissemination() {
        return dissemination;
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    /** The admitted identity of {@code id}, our own included; asking counts as use. */
    public Optional<Identity> identity(NodeId id) {
        return identities.find(id);
    }

    /**
     * Learns the identity of a verified peer-identity message, which verifying alone does not: one bad element spoils the
     * update that it came in. Asks trust, so call it beside the lanes.
     *
     * @return whether trust admits it
     */
    public boolean learn(Envelope peerIdentity) {
        return verifier.learn(peerIdentity.sealed());
    }

    /** The MSP id of {@code id}, once its identity is known. */
    public Optional<String> organisation(NodeId id) {
        return identities.find(id).map(Identity::organisation);
    }

    /**
     * Whether the identity of {@code subject} may be named in a digest for {@code requester}, and handed to it: nobody's
     * if the requester's organisation is unknown, everybody's inside our organisation, and outside it those of members with
     * an external endpoint that belong to us or to the requester's organisation (Fabric's certificate pull).
     */
    public boolean mayShowIdentity(NodeId subject, LinkPeer requester, PeerView peers) {
        return redaction.showsIdentity(subject, requester, peers);
    }

    /**
     * Forgets identities that nobody asked for during an hour, and expired ones. To be called every few minutes.
     *
     * @return whose were forgotten; membership and the identity store should forget them too
     */
    public List<NodeId> forgetUnusedIdentities() {
        return identities.forgetUnused(IDENTITY_IDLE);
    }

    /**
     * Asks trust again about every identity. To be called beside the lanes when an organisation's rules changed.
     *
     * @return whose were forgotten because trust no longer admits them
     */
    public List<NodeId> recheckIdentities() {
        return identities.recheck();
    }

    StatementVerifier verifier() {
        return verifier;
    }

    int knownIdentities() {
        return identities.size();
    }
}
