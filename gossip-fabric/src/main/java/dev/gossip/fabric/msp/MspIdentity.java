package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import dev.gossip.spi.crypto.Identity;
import java.util.Set;

/**
 * A valid identity of an organisation and what it may act as. Two are equal if organisation and certificate are, whatever
 * the text form of the certificate and the issuer's signature look like. Immutable.
 */
public final class MspIdentity {

    private final Identity identity;
    private final Set<String> units;
    private final Set<MspRole> roles;
    private final Bytes certificate;
    private final Bytes certifiers;

    MspIdentity(Identity identity, Set<String> units, Set<MspRole> roles, Bytes certificate, Bytes certifiers) {
        this.identity = identity;
        this.units = Set.copyOf(units);
        this.roles = Set.copyOf(roles);
        this.certificate = certificate;
        this.certifiers = certifiers;
    }

    /** Certificate and public key. */
    public Identity identity() {
        return identity;
    }

    /** The organisation's MSP id. */
    public String mspId() {
        return identity.organisation();
    }

    /** All organizational units of the certificate, with a meaning or without. */
    public Set<String> units() {
        return units;
    }

    /** {@link MspRole#MEMBER} and what else the organisation's rules say. */
    public Set<MspRole> roles() {
        return roles;
    }

    /** Whether it may act as {@code role}. */
    public boolean is(MspRole role) {
        return roles.contains(role);
    }

    /** {@link Digests#of} the certificate. */
    Bytes certificateDigest() {
        return certificate;
    }

    /** {@link Digests#ofCertifiers} the authorities above the certificate. */
    Bytes certifiers() {
        return certifiers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MspIdentity same
                && mspId().equals(same.mspId())
                && certificate.equals(same.certificate);
    }

    @Override
    public int hashCode() {
        return certificate.hashCode();
    }

    @Override
    public String toString() {
        return mspId() + roles;
    }
}
