package dev.gossip.examples.certs;

import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.IssuedNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority whose keys, and those that it certifies, are RSA with 2048 bits: what FISCO BCOS 3.x has, and only it. */
final class RsaAuthority implements Authority {

    private static final int BITS = 2048;
    private static final int SERIAL_BITS = 127;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final int AUTHORITY = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private static final int NODE = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;

    private final SecureRandom random = new SecureRandom();
    private final String agency;
    private final X500Name name;
    private final KeyPair keys;
    private final Date from;
    private final Date until;
    private final X509Certificate certificate;

    RsaAuthority(String agency, Duration validity, TimeSource time) {
        Instant start = time.now().minus(CLOCK_SKEW);
        this.agency = agency;
        this.name = subject("ca." + agency);
        this.keys = newKeys();
        this.from = Date.from(start);
        this.until = Date.from(start.plus(validity));
        this.certificate = certify(name, keys, new BasicConstraints(true), AUTHORITY);
    }

    @Override
    public X509Certificate certificate() {
        return certificate;
    }

    @Override
    public IssuedNode issue(String commonName) {
        KeyPair fresh = newKeys();
        X509Certificate issued = certify(subject(commonName), fresh, new BasicConstraints(false), NODE);
        return new IssuedNode(agency, fresh.getPrivate(), List.of(issued));
    }

    private X500Name subject(String commonName) {
        return new X500NameBuilder()
                .addRDN(BCStyle.CN, commonName)
                .addRDN(BCStyle.O, agency)
                .build();
    }

    private KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime makes RSA keys", e);
        }
    }

    private X509Certificate certify(X500Name subject, KeyPair subjectKeys, BasicConstraints role, int usage) {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                from,
                until,
                subject,
                subjectKeys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, role);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new GossipException("the certificate cannot be written: " + e.getMessage(), e);
        }
    }
}
