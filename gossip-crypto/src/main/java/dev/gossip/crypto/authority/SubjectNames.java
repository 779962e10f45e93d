package dev.gossip.crypto.authority;

import dev.gossip.api.GossipException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The names that certificates give. */
final class SubjectNames {

    private SubjectNames() {}

    static X500Name authority(String organisation, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    static X500Name node(String organisation, Subject subject) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, organisation);
        if (!subject.unit().isEmpty()) {
            name.addRDN(BCStyle.OU, subject.unit());
        }
        return name.addRDN(BCStyle.CN, subject.commonName()).build();
    }

    static GeneralNames alternatives(Subject subject) {
        List<GeneralName> names = new ArrayList<>();
        subject.dnsNames().forEach(dns -> names.add(new GeneralName(GeneralName.dNSName, dns)));
        for (String address : subject.ipAddresses()) {
            try {
                names.add(new GeneralName(GeneralName.iPAddress, address));
            } catch (IllegalArgumentException e) {
                throw new GossipException(
                        "'" + address + "' is no literal IPv4 or IPv6 address; give host names by dns(...)", e);
            }
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }
}
