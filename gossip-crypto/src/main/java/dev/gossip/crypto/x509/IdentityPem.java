package dev.gossip.crypto.x509;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.ec.EcdsaSignature;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PEM text in which an identity travels. Fabric's membership service provider calls it well-formed if its first block
 * is of type CERTIFICATE or of no type, nothing but one line end follows, and an issuer signature by ECDSA is canonical
 * DER. A high S of the issuer is no fault there: authorities are not bound to low S, and Fabric's own often is not low.
 */
public final class IdentityPem {

    private static final String ECDSA_OIDS = "1.2.840.10045.4.";
    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern LAST_BLOCK = Pattern.compile(
            "-----BEGIN (CERTIFICATE|)-----[ \\t]*\\r?\\n([A-Za-z0-9+/=\\s]*+)-----END \\1-----[ \\t]*\\r?\\n?");

    private IdentityPem() {}

    public static X509Certificate parse(Bytes encoded, int limit) throws RefusedException {
        if (encoded.length() > limit) {
            throw malformed("an identity of " + encoded.length() + " bytes is above the limit of " + limit);
        }
        X509Certificate certificate = certificate(der(encoded));
        if (certificate.getSigAlgOID().startsWith(ECDSA_OIDS)
                && !EcdsaSignature.isCanonical(certificate.getSignature())) {
            throw malformed("the issuer's signature on the certificate of " + Certificates.subject(certificate)
                    + " is not canonical DER");
        }
        return certificate;
    }

    private static byte[] der(Bytes encoded) throws RefusedException {
        String text = new String(encoded.toByteArray(), StandardCharsets.ISO_8859_1);
        int begin = text.startsWith(BEGIN) ? 0 : text.indexOf('\n' + BEGIN) + 1;
        if (!text.startsWith(BEGIN, begin)) {
            throw malformed("the identity is no PEM text: it has no line -----BEGIN CERTIFICATE-----");
        }
        Matcher matcher = LAST_BLOCK.matcher(text).region(begin, text.length());
        if (!matcher.matches()) {
            throw malformed("the identity is not exactly one PEM block of type CERTIFICATE with nothing after it");
        }
        try {
            return Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw malformed("the PEM block is no Base64: " + e.getMessage());
        }
    }

    private static X509Certificate certificate(byte[] der) throws RefusedException {
        try {
            return Certificates.parse(der);
        } catch (CertificateException e) {
            throw malformed("the PEM block holds no X.509 certificate: " + Certificates.printable(e.getMessage()));
        }
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(DropReason.MALFORMED, detail);
    }
}
