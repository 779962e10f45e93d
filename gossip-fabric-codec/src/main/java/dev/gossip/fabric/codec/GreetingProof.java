package dev.gossip.fabric.codec;

import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;

/**
 * What a greeting leaves behind: a statement signed by the peer, byte for byte, that channel policies are evaluated on
 * for as long as the connection lives.
 *
 * @param identity the peer's serialized identity
 * @param payload the signed bytes
 * @param signature the peer's signature over them
 */
public record GreetingProof(Bytes identity, Bytes payload, Bytes signature) {

    /** Under which a link peer's evidence holds its greeting. */
    public static final Attributes.Key<GreetingProof> KEY =
            new Attributes.Key<>("fabric.greeting", GreetingProof.class);

    /** Under which a link peer's evidence names the former id of a peer that renewed its certificate. */
    public static final Attributes.Key<NodeId> FORMER_ID = new Attributes.Key<>("fabric.former-id", NodeId.class);
}
