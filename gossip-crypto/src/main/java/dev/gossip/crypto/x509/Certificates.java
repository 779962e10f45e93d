package dev.gossip.crypto.x509;

import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;

/** What parsing and naming certificates needs in several places. */
public final class Certificates {

    private static final int LONGEST_NAME = 200;
    private static final String SM3_WITH_SM2 = GMObjectIdentifiers.sm2sign_with_sm3.getId();
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private Certificates() {}

    /**
     * Parses one certificate that fills {@code der}.
     *
     * @throws CertificateException for anything else, also for encodings that are not DER
     */
    public static X509Certificate parse(byte[] der) throws CertificateException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER);
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            if (certificate == null || !Arrays.equals(certificate.getEncoded(), der)) {
                throw new CertificateException("the bytes are not one certificate in DER");
            }
            // Converted on demand, so this is where a point beside its curve comes to light.
            certificate.getPublicKey();
            return certificate;
        } catch (RuntimeException e) {
            throw new CertificateException("the bytes are not a certificate: " + e.getMessage(), e);
        }
    }

    public static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    /** Whether key or signature are those of China's standards, which national TLS (TLCP) takes and no other TLS. */
    public static boolean isSm2(X509Certificate certificate) {
        return SM3_WITH_SM2.equals(certificate.getSigAlgOID())
                || EcKeys.isOn(CurveDomain.SM2, certificate.getPublicKey());
    }

    /** For people: why such a certificate is of no use in TLS, and what to do. */
    public static String nationalTls(X509Certificate certificate) {
        return "the certificate of " + subject(certificate)
                + " is one of SM2, and national TLS (TLCP) is not supported;"
                + " use certificates on RSA, P-256 or secp256k1 for TLS, and SM2 identities at endpoints without TLS";
    }

    public static boolean isExpired(X509Certificate certificate, Instant now) {
        return now.isAfter(notAfter(certificate));
    }

    public static boolean isEarly(X509Certificate certificate, Instant now) {
        return now.isBefore(notBefore(certificate));
    }

    public static boolean isCurrent(X509Certificate certificate, Instant now) {
        return !isExpired(certificate, now) && !isEarly(certificate, now);
    }

    public static Instant notBefore(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    public static Instant notAfter(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** For people: what expired and when. */
    public static String expiry(X509Certificate certificate) {
        return "the certificate of " + subject(certificate) + ", serial "
                + certificate.getSerialNumber().toString(16) + ", expired on " + notAfter(certificate);
    }

    /** For people: what was revoked, and by whom. */
    public static String revocation(X509Certificate certificate) {
        return "the certificate of " + subject(certificate) + ", serial "
                + certificate.getSerialNumber().toString(16) + ", was revoked by its issuer " + issuer(certificate);
    }

    /** For people: what is not valid yet, and from when on it will be. */
    public static String start(X509Certificate certificate, Instant now) {
        return "the certificate of " + subject(certificate) + ", serial "
                + certificate.getSerialNumber().toString(16) + ", is not valid before " + notBefore(certificate)
                + ", and it is " + now;
    }

    public static String subject(X509Certificate certificate) {
        return printable(certificate.getSubjectX500Principal().getName());
    }

    public static String issuer(X509Certificate certificate) {
        return printable(certificate.getIssuerX500Principal().getName());
    }

    /** A text that others chose, made safe for logs. */
    public static String printable(String text) {
        String cut = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
