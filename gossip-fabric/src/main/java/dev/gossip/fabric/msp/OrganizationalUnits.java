package dev.gossip.fabric.msp;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** The organizational units (OU) that certificates name, by which Fabric tells peers, clients, admins and orderers apart. */
public final class OrganizationalUnits {

    private OrganizationalUnits() {}

    /** All units in the subject, also where several share one part of the name, as Fabric's CA writes them. */
    public static Set<String> of(X509Certificate certificate) {
        Set<String> units = new LinkedHashSet<>();
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                collect(part.toAttributes().get("OU"), units);
            }
        } catch (NamingException e) {
            // A name that cannot be read names no unit.
            return Set.of();
        }
        return units;
    }

    private static void collect(@Nullable Attribute attribute, Set<String> units) throws NamingException {
        if (attribute != null) {
            NamingEnumeration<?> values = attribute.getAll();
            while (values.hasMore()) {
                if (values.next() instanceof String unit) {
                    units.add(unit);
                }
            }
        }
    }
}
