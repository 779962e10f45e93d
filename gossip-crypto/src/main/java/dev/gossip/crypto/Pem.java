package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.PemFiles;
import dev.gossip.crypto.x509.RevocationLists;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Certificates, revocation lists and private keys in PEM, the text form of OpenSSL. Every failure is a {@link GossipException} that names
 * the file and what to do; no message contains key material. Files above {@value #MAX_BYTES} bytes are refused unread.
 */
public final class Pem {

    /** The largest file or text that is read. */
    public static final int MAX_BYTES = PemFiles.MAX_BYTES;

    private Pem() {}

    /** All certificates in {@code file}, in their order; other blocks are skipped. At least one. */
    public static List<X509Certificate> certificates(Path file) {
        return certificates(PemFiles.read(file), file.toString());
    }

    /**
     * All certificates in {@code pem}, in their order; other blocks are skipped. At least one.
     *
     * @param source for error messages: where the text comes from
     */
    public static List<X509Certificate> certificates(Bytes pem, String source) {
        List<X509Certificate> found = new ArrayList<>();
        for (Object block : blocks(pem, source)) {
            if (block instanceof X509CertificateHolder holder) {
                try {
                    found.add(Certificates.parse(holder.getEncoded()));
                } catch (CertificateException | IOException e) {
                    throw new GossipException(
                            source + ": certificate " + (found.size() + 1) + " is damaged: " + e.getMessage(), e);
                }
            }
        }
        if (found.isEmpty()) {
            throw new GossipException(source + ": no certificate found; expected -----BEGIN CERTIFICATE-----");
        }
        return List.copyOf(found);
    }

    /**
     * All certificate revocation lists in {@code pem}, in their order; other blocks are skipped. At least one.
     *
     * @param source for error messages: where the text comes from
     */
    public static List<X509CRL> revocationLists(Bytes pem, String source) {
        List<X509CRL> found = new ArrayList<>();
        for (Object block : blocks(pem, source)) {
            if (block instanceof X509CRLHolder holder) {
                try {
                    found.add(RevocationLists.parse(holder.getEncoded()));
                } catch (GeneralSecurityException | IOException | RuntimeException e) {
                    throw new GossipException(
                            source + ": revocation list " + (found.size() + 1) + " is damaged: " + e.getMessage(), e);
                }
            }
        }
        if (found.isEmpty()) {
            throw new GossipException(source + ": no revocation list found; expected -----BEGIN X509 CRL-----");
        }
        return List.copyOf(found);
    }

    /** All certificate revocation lists in {@code file}, in their order; other blocks are skipped. At least one. */
    public static List<X509CRL> revocationLists(Path file) {
        return revocationLists(PemFiles.read(file), file.toString());
    }

    /** The private key in {@code file}: PKCS#8 ("PRIVATE KEY") or SEC 1 ("EC PRIVATE KEY"), not encrypted. */
    public static PrivateKey privateKey(Path file) {
        return privateKey(PemFiles.read(file), file.toString());
    }

    /**
     * The private key in {@code pem}: PKCS#8 ("PRIVATE KEY") or SEC 1 ("EC PRIVATE KEY"), not encrypted.
     *
     * @param source for error messages: where the text comes from
     */
    public static PrivateKey privateKey(Bytes pem, String source) {
        boolean certificateSeen = false;
        for (Object block : blocks(pem, source)) {
            if (block instanceof PrivateKeyInfo info) {
                return privateKey(info, source);
            } else if (block instanceof PEMKeyPair pair) {
                return privateKey(pair.getPrivateKeyInfo(), source);
            } else if (block instanceof PKCS8EncryptedPrivateKeyInfo || block instanceof PEMEncryptedKeyPair) {
                throw new GossipException(source + ": the private key is encrypted; decrypt it to a file that only this"
                        + " user can read, for example: openssl pkey -in " + source + " -out plain.key");
            }
            certificateSeen |= block instanceof X509CertificateHolder;
        }
        throw new GossipException(
                source
                        + (certificateSeen
                                ? ": a certificate, but no private key found; were the two files swapped?"
                                : ": no private key found; expected -----BEGIN PRIVATE KEY----- or -----BEGIN EC PRIVATE KEY-----"));
    }

    /** One block, lines of 64 characters, a line end after it: the form that Fabric writes. */
    public static Bytes encode(X509Certificate certificate) {
        try {
            return encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new GossipException("the certificate cannot be encoded: " + e.getMessage(), e);
        }
    }

    /** One block per certificate, in their order. */
    public static Bytes encode(List<X509Certificate> certificates) {
        return Bytes.concat(certificates.stream().map(Pem::encode).toList());
    }

    /** One block. */
    public static Bytes encode(X509CRL list) {
        try {
            return encode("X509 CRL", list.getEncoded());
        } catch (CRLException e) {
            throw new GossipException("the revocation list cannot be encoded: " + e.getMessage(), e);
        }
    }

    /** PKCS#8, not encrypted: for development, and for files that only their owner can read. */
    public static Bytes encode(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new GossipException("the private key cannot leave its device, so it cannot be written");
        }
        return encode("PRIVATE KEY", encoded);
    }

    private static Bytes encode(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Bytes.utf8("-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }

    private static List<Object> blocks(Bytes pem, String source) {
        if (pem.length() > MAX_BYTES) {
            throw new GossipException(source + ": " + pem.length() + " bytes, above the limit of " + MAX_BYTES);
        }
        List<Object> blocks = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem.utf8()))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
            return blocks;
        } catch (IOException | RuntimeException e) {
            throw new GossipException(
                    source + ": block " + (blocks.size() + 1) + " is damaged PEM: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(PrivateKeyInfo info, String source) {
        String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        try {
            PrivateKey key = BouncyCastle.privateKey(info);
            if (key != null) {
                return key;
            }
        } catch (IOException | RuntimeException e) {
            throw new GossipException(source + ": the private key is damaged: " + e.getMessage(), e);
        }
        throw new GossipException(source + ": private keys of algorithm " + algorithm + " are not supported");
    }
}
