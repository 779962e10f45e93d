package dev.gossip.core.testprotocol;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the plain protocol needs of a node, without a node. */
public record PlainContext(String endpoint, TimeSource time, PeerView peers, Map<String, String> settings)
        implements EndpointContext {

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
        return Verification.invalid("the plain protocol has no identities");
    }

    @Override
    public Map<String, Scope> scopes() {
        return Map.of();
    }

    @Override
    public List<PeerAddress> advertised() {
        return List.of();
    }

    @Override
    public MetricsSink metrics() {
        return MetricsSink.NONE;
    }
}
