package dev.gossip.fabric.block;

import dev.gossip.fabric.msp.OrganizationalUnits;
import dev.gossip.spi.crypto.Identity;
import java.util.function.Predicate;

/** Whether an identity's certificate names an organizational unit in its subject. */
record InUnit(String unit) implements Predicate<Identity> {

    @Override
    public boolean test(Identity identity) {
        return identity.certificate()
                .filter(certificate -> OrganizationalUnits.of(certificate).contains(unit))
                .isPresent();
    }
}
