package dev.gossip.fisco.codec;

import dev.gossip.api.observe.DropReason;

/** Reasons of dropping and refusing that only FISCO BCOS's rules produce. The general ones are in {@link DropReason}. */
public final class FiscoDropReasons {

    /** A packet, frame or message of a type that we do not know; the link goes on. */
    public static final DropReason UNKNOWN_TYPE = new DropReason("unknown-type");

    /** A packet for another node that may not be forwarded any more. */
    public static final DropReason TTL_EXPIRED = new DropReason("ttl-expired");

    /** The versions that the two sides offer have none in common. */
    public static final DropReason INCOMPATIBLE_VERSION = new DropReason("incompatible-version");

    /** A connection without TLS, in which nothing identifies the peer. */
    public static final DropReason PLAINTEXT = new DropReason("plaintext");

    /** Nothing was heard for too long. */
    public static final DropReason IDLE = new DropReason("idle");

    /** The certificate is that of an authority, or does not say that it is not. */
    public static final DropReason AUTHORITY_CERTIFICATE = new DropReason("authority-certificate");

    /** The certificate's key gives no node id. */
    public static final DropReason NO_NODE_ID = new DropReason("no-node-id");

    /** The certificate of an SDK was issued by another authority than the node's own, so it is another agency's. */
    public static final DropReason FOREIGN_ISSUER = new DropReason("foreign-issuer");

    /** We showed another certificate in TLS than that of our identity. */
    public static final DropReason WRONG_OWN_CERTIFICATE = new DropReason("wrong-own-certificate");

    private FiscoDropReasons() {}
}
