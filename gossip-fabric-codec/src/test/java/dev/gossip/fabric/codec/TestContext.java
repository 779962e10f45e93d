package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.testkit.VirtualTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** What a node would give the endpoint of org1-peer0, in channel ch1 of Org1MSP and Org2MSP. */
final class TestContext implements EndpointContext, PeerView, MetricsSink {

    final VirtualTime time = new VirtualTime(TestTrust.NOW);
    final Map<String, String> settings = new HashMap<>();
    final Map<String, Scope> scopes = new HashMap<>(Map.of("ch1", new Scope("ch1", Set.of("Org1MSP", "Org2MSP"))));
    final Map<NodeId, Peer> peers = new HashMap<>();
    final Map<String, Long> counts = new HashMap<>();
    boolean arithmetic = true;
    Optional<LocalIdentity> identity = Optional.of(Actor.P0.own().local());
    Optional<Trust> trust = Optional.of(TestTrust.ofVectors());

    FabricEndpoint open() {
        return (FabricEndpoint) new FabricProtocol().open(this);
    }

    TestContext with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    @Override
    public String endpoint() {
        return "fabric";
    }

    @Override
    public Optional<LocalIdentity> identity() {
        return identity;
    }

    @Override
    public Optional<Trust> trust() {
        return trust;
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        return arithmetic
                ? new Ecdsa().verify(signer.publicKey(), content, signature)
                : Verification.invalid("no arithmetic");
    }

    @Override
    public TimeSource time() {
        return time;
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
    public List<PeerAddress> advertised() {
        return List.of();
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public MetricsSink metrics() {
        return this;
    }

    @Override
    public Collection<Peer> all() {
        return peers.values();
    }

    @Override
    public Optional<Peer> find(String endpoint, NodeId id) {
        return Optional.ofNullable(peers.get(id));
    }

    @Override
    public Counter counter(String name, String... tags) {
        return amount -> counts.merge(name + "/" + String.join("/", tags), amount, Long::sum);
    }

    @Override
    public Timer timer(String name, String... tags) {
        return nanos -> {};
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {}
}
