package dev.gossip.examples.inspect;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.EndpointContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An endpoint that is on no network: it knows the channels it is told of and no peers. */
final class InspectionContext implements EndpointContext, PeerView {

    static final String ENDPOINT = "inspect";

    private final LocalIdentity identity;
    private final Trust trust = new AnyCertificate();
    private final EcdsaVerifier verifier = new EcdsaVerifier();
    private Map<String, Scope> scopes = Map.of();

    /** A protocol does not open without an identity; nothing is ever signed with this one. */
    InspectionContext() {
        identity = DevelopmentCa.create("inspector", StoppedClock.INSTANCE)
                .issue(NodeSpec.peer("inspector"))
                .localIdentity();
    }

    void channels(Collection<String> names) {
        Map<String, Scope> changed = new HashMap<>();
        names.forEach(name -> changed.put(name, new Scope(name, Set.of())));
        scopes = Map.copyOf(changed);
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        return verifier.supports(signer.publicKey())
                ? verifier.verify(signer.publicKey(), content, signature)
                : Verification.invalid("no verifier for a key of algorithm "
                        + signer.publicKey().getAlgorithm());
    }

    @Override
    public String endpoint() {
        return ENDPOINT;
    }

    @Override
    public Optional<LocalIdentity> identity() {
        return Optional.of(identity);
    }

    @Override
    public Optional<Trust> trust() {
        return Optional.of(trust);
    }

    @Override
    public TimeSource time() {
        return StoppedClock.INSTANCE;
    }

    @Override
    public Map<String, Scope> scopes() {
        return scopes;
    }

    @Override
    public PeerView peers() {
        return this;
    }

    @Override
    public Collection<Peer> all() {
        return List.of();
    }

    @Override
    public Optional<Peer> find(String endpoint, NodeId id) {
        return Optional.empty();
    }

    @Override
    public List<PeerAddress> advertised() {
        return List.of();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("application", "true");
    }

    @Override
    public MetricsSink metrics() {
        return MetricsSink.NONE;
    }
}
