package dev.gossip.fabric.privatedata.collection;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;

/**
 * One principal of a policy.
 *
 * @param unit the organizational unit that the certificate must name
 * @param exact the one identity that is meant
 */
record Principal(String organisation, Optional<String> unit, Optional<SerializedIdentity> exact) {

    /** @throws InvalidProtocolBufferException if it cannot be read, or is of a kind that no collection uses */
    static Principal of(MSPPrincipal principal) throws InvalidProtocolBufferException {
        switch (principal.getPrincipalClassification()) {
            case ROLE -> {
                MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
                Optional<String> unit = role.getRole() == MSPRole.MSPRoleType.MEMBER
                        ? Optional.empty()
                        : Optional.of(role.getRole().name().toLowerCase(Locale.ROOT));
                return new Principal(role.getMspIdentifier(), unit, Optional.empty());
            }
            case ORGANIZATION_UNIT -> {
                OrganizationUnit unit = OrganizationUnit.parseFrom(principal.getPrincipal());
                return new Principal(
                        unit.getMspIdentifier(), Optional.of(unit.getOrganizationalUnitIdentifier()), Optional.empty());
            }
            case IDENTITY -> {
                try {
                    SerializedIdentity exact = SerializedIdentity.decode(
                            Bytes.wrap(principal.getPrincipal().toByteArray()));
                    return new Principal(exact.mspId(), Optional.empty(), Optional.of(exact));
                } catch (MalformedException e) {
                    throw new InvalidProtocolBufferException(e.getMessage());
                }
            }
            default ->
                throw new InvalidProtocolBufferException("a principal by " + principal.getPrincipalClassification());
        }
    }

    boolean matches(Identity identity) {
        return identity.organisation().equals(organisation)
                && unit.map(name -> isIn(identity, name)).orElse(true)
                && exact.map(one -> one.idBytes().equals(identity.encoded())).orElse(true);
    }

    private static boolean isIn(Identity identity, String unit) {
        if (identity.certificate().isEmpty()) {
            return false;
        }
        try {
            return new LdapName(identity.certificate()
                            .get()
                            .getSubjectX500Principal()
                            .getName())
                    .getRdns().stream()
                            .anyMatch(part -> part.getType().equalsIgnoreCase("OU") && unit.equals(part.getValue()));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
