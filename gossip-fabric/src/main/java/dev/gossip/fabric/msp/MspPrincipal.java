package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;

/** Whom a policy speaks of: Fabric's {@code common.MSPPrincipal}. Immutable and thread-safe. */
@FunctionalInterface
public interface MspPrincipal {

    /** Whether {@code identity} is meant. */
    boolean includes(MspIdentity identity);

    /**
     * Reads Fabric's {@code common.MSPPrincipal}: a role, an organizational unit, one identity, nominal identities, or a
     * combination of these. As in Fabric, one that cannot be read includes nobody and spoils nothing else.
     */
    static MspPrincipal parse(Bytes encoded) {
        return Principals.parse(encoded);
    }
}
