package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import java.util.Optional;

/**
 * An organizational unit that has a meaning in an organisation.
 *
 * @param certifier {@link Digests#of} the authority whose word counts for it; empty if any authority's does
 */
record UnitRule(String unit, Optional<Bytes> certifier) {

    boolean isCertifiedBy(Bytes issuer) {
        return certifier.isEmpty() || certifier.get().equals(issuer);
    }
}
