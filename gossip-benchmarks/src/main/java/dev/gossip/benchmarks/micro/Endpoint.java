package dev.gossip.benchmarks.micro;

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
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.EndpointContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a node would give the endpoint of a protocol: one organisation, one channel, no peers yet. */
record Endpoint(LocalIdentity own, Trust authorities, TimeSource time) implements EndpointContext, PeerView {

    static final String CHANNEL = "channel";
    private static final String ORGANISATION = "Org1MSP";

    static Endpoint create(TimeSource time) {
        DevelopmentCa ca = DevelopmentCa.create(ORGANISATION, time);
        LocalIdentity own = ca.issue(NodeSpec.peer("peer0")).localIdentity();
        Trust trust = OrganisationTrust.builder()
                .organisation(ORGANISATION, ca.certificate())
                .build(time);
        return new Endpoint(own, trust, time);
    }

    @Override
    public String endpoint() {
        return "main";
    }

    @Override
    public Optional<LocalIdentity> identity() {
        return Optional.of(own);
    }

    @Override
    public Optional<Trust> trust() {
        return Optional.of(authorities);
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        return new EcdsaVerifier().verify(signer.publicKey(), content, signature);
    }

    @Override
    public Map<String, Scope> scopes() {
        return Map.of(CHANNEL, new Scope(CHANNEL, Set.of(ORGANISATION)));
    }

    @Override
    public PeerView peers() {
        return this;
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

    @Override
    public Collection<Peer> all() {
        return List.of();
    }

    @Override
    public Optional<Peer> find(String endpoint, NodeId id) {
        return Optional.empty();
    }
}
