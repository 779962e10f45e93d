package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An endpoint that has settings and nothing else. */
record TestContext(Map<String, String> settings, List<PeerAddress> advertised) implements EndpointContext {

    TestContext(Map<String, String> settings) {
        this(settings, List.of());
    }

    @Override
    public String endpoint() {
        return "orbs";
    }

    @Override
    public Optional<LocalIdentity> identity() {
        return Optional.empty();
    }

    @Override
    public Optional<Trust> trust() {
        return Optional.empty();
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        return Verification.VALID;
    }

    @Override
    public TimeSource time() {
        return new VirtualTime();
    }

    @Override
    public Map<String, Scope> scopes() {
        return Map.of();
    }

    @Override
    public PeerView peers() {
        throw new AssertionError("the protocol asks for no peers");
    }

    @Override
    public MetricsSink metrics() {
        return MetricsSink.NONE;
    }
}
