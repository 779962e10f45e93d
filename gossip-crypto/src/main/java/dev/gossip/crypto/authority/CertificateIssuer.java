package dev.gossip.crypto.authority;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.RevocationLists;
import dev.gossip.spi.crypto.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Writes and signs X.509 certificates in the name of one authority. */
public final class CertificateIssuer {

    private static final int SERIAL_BITS = 127;
    private static final int AUTHORITY_USAGE =
            KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private static final ExtendedKeyUsage BOTH_SIDES =
            new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});

    private final X500Name name;
    private final String organisation;
    private final DevelopmentKey key;
    private final Signer lowS;
    private final X509Certificate certificate;

    private CertificateIssuer(
            String organisation, X500Name name, DevelopmentKey key, Signer lowS, X509Certificate certificate) {
        this.organisation = organisation;
        this.name = name;
        this.key = key;
        this.lowS = lowS;
        this.certificate = certificate;
    }

    /**
     * An authority with a fresh key.
     *
     * @param lowS signs on the curves where S has to be low
     */
    public static CertificateIssuer root(
            String organisation,
            String commonName,
            Validity validity,
            CurveDomain curve,
            Signer lowS,
            SecureRandom random) {
        X500Name name = SubjectNames.authority(organisation, commonName);
        DevelopmentKey key = DevelopmentKey.generate(curve, random);
        X509Certificate own =
                write(new Issue(name, key, name, key, validity), lowS, random, CertificateIssuer::authority);
        return new CertificateIssuer(organisation, name, key, lowS, own);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public CertificateIssuer intermediate(String commonName, Validity validity, SecureRandom random) {
        X500Name lower = SubjectNames.authority(organisation, commonName);
        DevelopmentKey fresh = DevelopmentKey.generate(key.curve(), random);
        X509Certificate issued =
                write(new Issue(name, key, lower, fresh, validity), lowS, random, CertificateIssuer::authority);
        return new CertificateIssuer(organisation, lower, fresh, lowS, issued);
    }

    public X509Certificate node(Subject node, DevelopmentKey fresh, Validity validity, SecureRandom random) {
        X500Name subject = SubjectNames.node(organisation, node);
        return write(new Issue(name, key, subject, fresh, validity), lowS, random, builder -> {
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(Extension.extendedKeyUsage, false, BOTH_SIDES);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            GeneralNames names = SubjectNames.alternatives(node);
            if (names.getNames().length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
        });
    }

    public X509CRL revocationList(Collection<X509Certificate> revoked, Instant now) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(now));
        revoked.forEach(certificate ->
                builder.addCRLEntry(certificate.getSerialNumber(), Date.from(now), CRLReason.unspecified));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new BcX509ExtensionUtils().createAuthorityKeyIdentifier(key.open()));
            byte[] encoded = builder.build(signer(key, lowS)).getEncoded();
            return RevocationLists.parse(encoded);
        } catch (IOException | GeneralSecurityException e) {
            throw new GossipException("the revocation list cannot be written: " + e.getMessage(), e);
        }
    }

    private static void authority(X509v3CertificateBuilder builder) throws IOException {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(AUTHORITY_USAGE));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    private static X509Certificate write(Issue issue, Signer lowS, SecureRandom random, Extensions extensions) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issue.issuer(),
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(issue.validity().from()),
                Date.from(issue.validity().until()),
                issue.subject(),
                issue.subjectKey().open());
        try {
            X509ExtensionUtils identifiers = new BcX509ExtensionUtils();
            extensions.add(builder);
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(issue.subjectKey().open()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issue.issuerKey().open()));
            return Certificates.parse(
                    builder.build(signer(issue.issuerKey(), lowS)).getEncoded());
        } catch (IOException | CertificateException e) {
            throw new GossipException("the certificate cannot be written: " + e.getMessage(), e);
        }
    }

    /** By our own signer where S has to be low. */
    private static ContentSigner signer(DevelopmentKey key, Signer lowS) {
        if (key.curve().isFabric()) {
            return new LowSContentSigner(lowS, key.secret());
        }
        try {
            return new JcaContentSignerBuilder(key.curve() == CurveDomain.SM2 ? "SM3withSM2" : "SHA256withECDSA")
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(key.secret());
        } catch (OperatorCreationException e) {
            throw new GossipException("Bouncy Castle cannot sign on " + key.curve() + ": " + e.getMessage(), e);
        }
    }

    private record Issue(
            X500Name issuer,
            DevelopmentKey issuerKey,
            X500Name subject,
            DevelopmentKey subjectKey,
            Validity validity) {}

    @FunctionalInterface
    private interface Extensions {
        void add(X509v3CertificateBuilder builder) throws IOException;
    }
}
