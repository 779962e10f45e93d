package dev.gossip.examples.demo.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.fabric.codec.FabricEndpoint;
import dev.gossip.fabric.codec.FabricProtocol;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.EndpointContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the codec needs to speak for somebody who is no node: a key and a clock, but no peers, channels or trust. */
record HostileContext(LocalIdentity key, TimeSource time) implements EndpointContext, PeerView {

    static final String ENDPOINT = "hostile";

    /** Fabric's protocol in the hands of the key's owner. */
    static FabricEndpoint endpoint(LocalIdentity key, TimeSource time) {
        List<FabricEndpoint> opened = new ArrayList<>();
        new FabricProtocol(FabricProtocol.FABRIC_MAX_FRAME_BYTES, opened::add).open(new HostileContext(key, time));
        return opened.get(0);
    }

    @Override
    public String endpoint() {
        return ENDPOINT;
    }

    @Override
    public Optional<LocalIdentity> identity() {
        return Optional.of(key);
    }

    @Override
    public Optional<Trust> trust() {
        return Optional.of((organisation, encoded) -> new Trust.Refused(DropReason.REJECTED, "it trusts nobody"));
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        return Verification.unknownSigner("it believes nobody");
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
        return Map.of();
    }

    @Override
    public MetricsSink metrics() {
        return MetricsSink.NONE;
    }
}
