package dev.gossip.fabric.codec;

import dev.gossip.api.observe.DropReason;

/** Reasons of dropping and refusing that only Fabric's rules produce. The general ones are in {@link DropReason}. */
public final class FabricDropReasons {

    /** The tag is not the one that the content type demands. */
    public static final DropReason ILLEGAL_TAG = new DropReason("illegal-tag");

    /** A pull step about neither blocks nor identities. */
    public static final DropReason ILLEGAL_PULL_TYPE = new DropReason("illegal-pull-type");

    /** A message without content, or with content of a type that we do not know. */
    public static final DropReason UNKNOWN_CONTENT = new DropReason("unknown-content");

    /** A nested statement of a type that does not belong there. */
    public static final DropReason WRONG_ELEMENT = new DropReason("wrong-element");

    /** A membership request that introduces somebody other than the peer who sent it. */
    public static final DropReason FOREIGN_SELF = new DropReason("foreign-self");

    /** The PKI-ID is not the digest of the identity that came with it. */
    public static final DropReason PKI_ID_MISMATCH = new DropReason("pki-id-mismatch");

    /** A connection without TLS, which would make the greeting replayable. */
    public static final DropReason PLAINTEXT = new DropReason("plaintext");

    /** An application message although this endpoint carries none. */
    public static final DropReason APPLICATION_OFF = new DropReason("application-off");

    private FabricDropReasons() {}
}
