package dev.gossip.core.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.core.registry.Candidate;
import dev.gossip.core.registry.ProviderRegistry;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.transport.Listener;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the node gives a protocol for one endpoint.
 *
 * @param listeners those of the endpoint, which the node adds as they are bound
 */
record ProtocolContext(
        EndpointConfig config,
        TimeSource time,
        Map<String, Scope> scopes,
        PeerTable peerTable,
        MetricsSink metrics,
        List<Verifier> verifiers,
        List<Listener> listeners)
        implements EndpointContext {

    /** The usable verifiers, highest priority first. */
    static List<Verifier> ranked(ProviderRegistry<Verifier> found) {
        return found.candidates().stream()
                .filter(Candidate::isUsable)
                .sorted(Comparator.comparingInt((Candidate<Verifier> candidate) -> candidate.priority())
                        .reversed())
                .flatMap(candidate -> candidate.provider().stream())
                .toList();
    }

    @Override
    public String endpoint() {
        return config.name();
    }

    @Override
    public Optional<LocalIdentity> identity() {
        return config.identity();
    }

    @Override
    public Optional<Trust> trust() {
        return config.trust();
    }

    @Override
    public Verification verify(Identity signer, Bytes content, Bytes signature) {
        if (!signer.notAfter().isAfter(time.now())) {
            return Verification.expired("the signer's identity expired at " + signer.notAfter());
        }
        return verifierFor(signer.publicKey())
                .map(verifier -> verifier.verify(signer.publicKey(), content, signature))
                .orElseGet(() -> Verification.invalid("no verifier understands a key of algorithm "
                        + signer.publicKey().getAlgorithm() + "; add the artifact dev.gossip:gossip-crypto"));
    }

    private Optional<Verifier> verifierFor(PublicKey key) {
        return verifiers.stream().filter(verifier -> verifier.supports(key)).findFirst();
    }

    @Override
    public PeerView peers() {
        return peerTable.view();
    }

    @Override
    public List<PeerAddress> advertised() {
        List<PeerAddress> configured = Stream.of(config.external(), config.internal())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return configured.isEmpty() ? listeners.stream().map(Listener::address).toList() : configured;
    }

    @Override
    public Map<String, String> settings() {
        return config.settings();
    }
}
