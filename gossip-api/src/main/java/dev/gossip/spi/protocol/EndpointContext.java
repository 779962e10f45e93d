package dev.gossip.spi.protocol;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an endpoint gives its protocol. Thread-safe. */
public interface EndpointContext {

    /** The endpoint's name. */
    String endpoint();

    /** Whom we sign as, if configured. */
    Optional<LocalIdentity> identity();

    /** Decides whose identities are admitted, if configured. */
    Optional<Trust> trust();

    /** Checks a signature with the verifier that suits the identity's key; CPU-bound. */
    Verification verify(Identity signer, Bytes content, Bytes signature);

    /** The node's clock. */
    TimeSource time();

    /** Scopes that the node takes part in now, by name. */
    Map<String, Scope> scopes();

    /** Peers known now. */
    PeerView peers();

    /** Addresses to announce to others, the main one first: the configured ones, else what is bound now. */
    List<PeerAddress> advertised();

    /** Settings of the endpoint that belong to the protocol, by key. */
    Map<String, String> settings();

    /** Where measurements of the protocol go. */
    MetricsSink metrics();
}
