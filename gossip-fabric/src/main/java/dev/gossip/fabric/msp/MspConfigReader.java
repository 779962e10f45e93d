package dev.gossip.fabric.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.OrganisationAuthorities;
import dev.gossip.crypto.Pem;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/** Makes a provider of Fabric's {@code msp.FabricMSPConfig}, holding its authorities to Fabric's demands. */
final class MspConfigReader {

    /** Far above what organisations have; a bound on what one configuration can become. */
    static final int MAX_ENTRIES = 1024;

    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

    private final FabricMSPConfig config;
    private final String source;
    private final Set<Bytes> authorities = new HashSet<>();

    private MspConfigReader(FabricMSPConfig config) {
        this.config = config;
        this.source = "MSP '" + config.getName() + "'";
    }

    static Msp read(ByteString encoded) throws InvalidProtocolBufferException {
        return read(FabricMSPConfig.parseFrom(encoded));
    }

    static Msp read(FabricMSPConfig config) {
        return new MspConfigReader(config).msp();
    }

    private Msp msp() {
        if (config.getName().isEmpty()) {
            throw new GossipException("a membership service provider has no name; it needs an MSP id");
        }
        requireSha2(config.getCryptoConfig());
        List<X509Certificate> roots = authorities("root certificate", config.getRootCertsList());
        List<X509Certificate> intermediates =
                authorities("intermediate certificate", config.getIntermediateCertsList());
        List<X509CRL> revocations = revocations();
        OrganisationAuthorities identityAuthorities =
                new OrganisationAuthorities(config.getName(), roots, intermediates, revocations);
        roots.forEach(root -> authorities.add(Digests.of(root)));
        intermediates.forEach(intermediate -> authorities.add(Digests.of(intermediate)));
        return new Msp(identityAuthorities, units(), admins(), tls(revocations), revocations);
    }

    /** Fabric knows SHA3 here as well, but no tool of it writes that. */
    private void requireSha2(FabricCryptoConfig crypto) {
        boolean known = (crypto.getSignatureHashFamily().isEmpty()
                        || crypto.getSignatureHashFamily().equals("SHA2"))
                && (crypto.getIdentityIdentifierHashFunction().isEmpty()
                        || crypto.getIdentityIdentifierHashFunction().equals("SHA256"));
        if (!known) {
            throw new GossipException(source + ": hash family '" + crypto.getSignatureHashFamily()
                    + "' with identifiers by '" + crypto.getIdentityIdentifierHashFunction()
                    + "' is not supported; it must be SHA2 with SHA256");
        }
    }

    /** Nobody is identified by these, but they are held to the same demands. */
    private Optional<OrganisationAuthorities> tls(List<X509CRL> revocations) {
        List<X509Certificate> roots = authorities("TLS root certificate", config.getTlsRootCertsList());
        List<X509Certificate> intermediates =
                authorities("TLS intermediate certificate", config.getTlsIntermediateCertsList());
        return roots.isEmpty() && intermediates.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new OrganisationAuthorities(config.getName() + ", TLS", roots, intermediates, revocations));
    }

    private List<X509Certificate> authorities(String what, List<ByteString> encoded) {
        List<X509Certificate> found = certificates(what, encoded);
        for (X509Certificate authority : found) {
            if (authority.getExtensionValue(SUBJECT_KEY_IDENTIFIER) == null) {
                throw new GossipException(source + ": the " + what + " of " + authority.getSubjectX500Principal()
                        + " has no subject key identifier, which Fabric demands of authorities");
            }
        }
        return found;
    }

    private List<X509Certificate> certificates(String what, List<ByteString> encoded) {
        requireFew(what, encoded.size());
        List<X509Certificate> found = new ArrayList<>();
        for (int i = 0; i < encoded.size(); i++) {
            found.add(certificate(what + " " + (i + 1), encoded.get(i)));
        }
        return found;
    }

    /** As in Fabric, what follows the first certificate does not count. */
    private X509Certificate certificate(String what, ByteString encoded) {
        return Pem.certificates(Bytes.wrap(encoded.toByteArray()), source + ", " + what)
                .get(0);
    }

    private List<X509CRL> revocations() {
        requireFew("revocation list", config.getRevocationListCount());
        List<X509CRL> found = new ArrayList<>();
        for (ByteString list : config.getRevocationListList()) {
            found.addAll(Pem.revocationLists(
                    Bytes.wrap(list.toByteArray()), source + ", revocation list " + (found.size() + 1)));
        }
        return found;
    }

    private Set<Bytes> admins() {
        Set<Bytes> found = new HashSet<>();
        certificates("admin certificate", config.getAdminsList()).forEach(admin -> found.add(Digests.of(admin)));
        return found;
    }

    private UnitRules units() {
        requireFew("organizational unit", config.getOrganizationalUnitIdentifiersCount());
        List<UnitRule> recognised = new ArrayList<>();
        for (FabricOUIdentifier unit : config.getOrganizationalUnitIdentifiersList()) {
            if (unit.getCertificate().isEmpty()) {
                throw new GossipException(source + ": organizational unit '" + unit.getOrganizationalUnitIdentifier()
                        + "' needs the certificate of the authority that certifies it");
            }
            recognised.add(rule(unit));
        }
        FabricNodeOUs nodes = config.getFabricNodeOus();
        Map<MspRole, UnitRule> roles = new EnumMap<>(MspRole.class);
        if (nodes.getEnable()) {
            role(roles, MspRole.CLIENT, nodes.getClientOuIdentifier());
            role(roles, MspRole.PEER, nodes.getPeerOuIdentifier());
            role(roles, MspRole.ADMIN, nodes.getAdminOuIdentifier());
            role(roles, MspRole.ORDERER, nodes.getOrdererOuIdentifier());
        }
        return new UnitRules(recognised, roles, nodes.getEnable());
    }

    private void role(Map<MspRole, UnitRule> roles, MspRole role, FabricOUIdentifier unit) {
        if (!unit.getOrganizationalUnitIdentifier().isEmpty()) {
            roles.put(role, rule(unit));
        }
    }

    private UnitRule rule(FabricOUIdentifier unit) {
        String name = unit.getOrganizationalUnitIdentifier();
        if (unit.getCertificate().isEmpty()) {
            return new UnitRule(name, Optional.empty());
        }
        X509Certificate certifier =
                certificate("certifier of organizational unit '" + name + "'", unit.getCertificate());
        Bytes digest = Digests.of(certifier);
        if (!authorities.contains(digest)) {
            throw new GossipException(source + ": organizational unit '" + name + "' is to be certified by "
                    + certifier.getSubjectX500Principal() + ", which is no authority of this MSP");
        }
        return new UnitRule(name, Optional.of(digest));
    }

    private void requireFew(String what, int count) {
        if (count > MAX_ENTRIES) {
            throw new GossipException(
                    source + ": " + count + " times a " + what + ", above the limit of " + MAX_ENTRIES);
        }
    }
}
