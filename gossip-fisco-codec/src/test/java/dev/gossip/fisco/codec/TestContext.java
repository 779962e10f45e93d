package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.testkit.VirtualTime;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a node would give an endpoint whose TLS certificate is {@code own}. */
public final class TestContext implements EndpointContext, PeerView {

    public final VirtualTime time;
    final Map<String, String> settings = new HashMap<>();
    Optional<Trust> trust = Optional.empty();
    Optional<UnaryOperator<Bytes>> keccak = Optional.of(Certificates::keccak256);
    private final X509Certificate own;

    public TestContext(VirtualTime time, X509Certificate own) {
        this.time = time;
        this.own = own;
    }

    public TestContext with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    FiscoEndpoint open() {
        return open(P2p3Packets.DEFAULT_MAX_BYTES);
    }

    FiscoEndpoint open(int maxFrameBytes) {
        return (FiscoEndpoint) new FiscoProtocol(maxFrameBytes, keccak, endpoint -> {}).open(this);
    }

    @Override
    public String endpoint() {
        return "fisco";
    }

    @Override
    public Optional<LocalIdentity> identity() {
        Identity identity = new Identity("", Bytes.empty(), own.getPublicKey(), Optional.of(own), Instant.MAX);
        return Optional.of(new LocalIdentity(identity, Certificates.NO_KEY, new NoSigner()));
    }

    @Override
    public Optional<Trust> trust() {
        return trust;
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        throw new AssertionError("FISCO BCOS signs nothing");
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public Map<String, Scope> scopes() {
        return Map.of();
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
        return settings;
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

    private record NoSigner() implements Signer {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public boolean supports(PrivateKey key) {
            return false;
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes content) {
            throw new AssertionError("FISCO BCOS signs nothing");
        }
    }
}
