package dev.gossip.fabric.block;

import dev.gossip.spi.crypto.Identity;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whether an identity's certificate names an organizational unit in its subject. */
record InUnit(String unit) implements Predicate<Identity> {

    @Override
    public boolean test(Identity identity) {
        return identity.certificate().filter(this::names).isPresent();
    }

    private boolean names(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(part -> part.getType().equalsIgnoreCase("OU") && unit.equals(part.getValue()));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
