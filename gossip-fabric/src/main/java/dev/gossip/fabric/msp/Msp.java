package dev.gossip.fabric.msp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.Certification;
import dev.gossip.crypto.Certification.Certified;
import dev.gossip.crypto.Certification.Refused;
import dev.gossip.crypto.OrganisationAuthorities;
import dev.gossip.fabric.msp.MspVerdict.Valid;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/**
 * The membership service provider of one organisation: tells its identities from others and knows their roles. As in
 * Fabric, authorities need to have been valid when they issued a certificate, and no date is compared with today's: what
 * an orderer signed stays signed when its certificate ends. {@link MspTrust} adds the dates. Immutable but for a bounded
 * memory of verdicts; thread-safe.
 */
public final class Msp {

    /** Fabric's number for providers on X.509 certificates, the only ones whose nodes gossip. */
    private static final int FABRIC = 0;

    private final OrganisationAuthorities authorities;
    private final UnitRules units;
    private final Set<Bytes> admins;
    private final Optional<OrganisationAuthorities> tls;
    private final List<X509CRL> revocationLists;
    private final VerdictMemory memory = new VerdictMemory();

    Msp(
            OrganisationAuthorities authorities,
            UnitRules units,
            Set<Bytes> admins,
            Optional<OrganisationAuthorities> tls,
            List<X509CRL> revocationLists) {
        this.authorities = authorities;
        this.units = units;
        this.admins = Set.copyOf(admins);
        this.tls = tls;
        this.revocationLists = List.copyOf(revocationLists);
    }

    /**
     * Reads Fabric's {@code msp.MSPConfig}, as a channel's configuration holds it.
     *
     * @return empty for providers of another type, such as Idemix, which have no nodes
     * @throws GossipException naming what is wrong
     */
    public static Optional<Msp> parse(Bytes config) {
        try {
            MSPConfig wire = MSPConfig.parseFrom(config.toByteArray());
            return wire.getType() == FABRIC ? Optional.of(MspConfigReader.read(wire.getConfig())) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new GossipException(
                    "the configuration of a membership service provider is unreadable: " + e.getMessage(), e);
        }
    }

    /** The organisation's MSP id. */
    public String id() {
        return authorities.organisation();
    }

    /**
     * Judges an identity. The first time costs checks of signatures, so it is called beside the lanes.
     *
     * @param encoded the certificate in PEM, as it travels
     */
    public MspVerdict identify(Bytes encoded) {
        return memory.get(encoded, () -> judge(encoded));
    }

    /** Roots and intermediate authorities of the certificates that the organisation's nodes show in TLS. */
    public List<X509Certificate> tlsAuthorities() {
        return tls.map(OrganisationAuthorities::certificates).orElse(List.of());
    }

    /** What the organisation's authorities revoked, those for TLS included. */
    public List<X509CRL> revocationLists() {
        return revocationLists;
    }

    /** Whether an authority of the organisation signed a revocation list, which else revokes nothing. */
    boolean signed(X509CRL list) {
        return authorities.signed(list)
                || tls.filter(found -> found.signed(list)).isPresent();
    }

    private MspVerdict judge(Bytes encoded) {
        Certification outcome = authorities.certify(encoded);
        return outcome instanceof Refused refused
                ? new MspVerdict.Refused(refused.reason(), refused.detail())
                : judge((Certified) outcome);
    }

    private MspVerdict judge(Certified certified) {
        List<X509Certificate> path = certified.path();
        Set<String> named = OrganizationalUnits.of(path.get(0));
        Bytes digest = Digests.of(path.get(0));
        Optional<String> fault = units.fault(named, Digests.of(path.get(1)));
        if (fault.isPresent()) {
            return new MspVerdict.Refused(
                    DropReason.UNTRUSTED_IDENTITY,
                    "the certificate of " + path.get(0).getSubjectX500Principal() + " is no identity of " + id() + ": "
                            + fault.get());
        }
        Set<MspRole> roles = units.rolesOf(named);
        if (admins.contains(digest)) {
            roles.add(MspRole.ADMIN);
        }
        return new Valid(new MspIdentity(
                certified.identity(), named, roles, digest, Digests.ofCertifiers(path.subList(1, path.size()))));
    }

    @Override
    public String toString() {
        return "Msp[" + id() + "]";
    }
}
