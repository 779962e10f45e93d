package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.IdentityPem;
import dev.gossip.crypto.x509.PemFiles;
import dev.gossip.crypto.x509.RefusedException;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Signer;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the identity that a node signs as from a certificate and its private key. The certificate's exact PEM bytes are
 * what peers will see, so they are held to what peers demand: one block, nothing after it.
 */
public final class LocalIdentities {

    private LocalIdentities() {}

    /**
     * Reads both files.
     *
     * @param organisation who vouches for the node, for example an MSP id; empty if the system has no organisations
     * @throws GossipException naming the file and what to do
     */
    public static LocalIdentity load(String organisation, Path certificate, Path key) {
        return parse(
                organisation, PemFiles.read(certificate), certificate.toString(), Pem.privateKey(key), key.toString());
    }

    /**
     * Makes an identity from PEM texts.
     *
     * @param organisation who vouches for the node, for example an MSP id; empty if the system has no organisations
     * @throws GossipException naming what is wrong
     */
    public static LocalIdentity parse(String organisation, Bytes certificatePem, Bytes keyPem) {
        return parse(
                organisation,
                certificatePem,
                "certificate of " + organisation,
                Pem.privateKey(keyPem, "private key of " + organisation),
                "private key of " + organisation);
    }

    /**
     * The identity of a node that is known by its TLS certificate, on any kind of key (FISCO BCOS).
     *
     * @param material what the node shows in TLS
     */
    public static LocalIdentity presented(TlsMaterial material) {
        return presented(material.key(), material.chain().get(0));
    }

    /**
     * The identity of a node that is known by its certificate, on any kind of key. It signs if there is an algorithm for the key;
     * with RSA it does not.
     *
     * @throws GossipException if the key is not the certificate's
     */
    public static LocalIdentity presented(PrivateKey key, X509Certificate certificate) {
        if (!EcKeys.match(key, certificate.getPublicKey())) {
            throw new GossipException("the private key is not that of the certificate of "
                    + Certificates.subject(certificate) + "; were files of two nodes mixed?");
        }
        return of("", key, certificate);
    }

    static LocalIdentity of(String organisation, PrivateKey key, X509Certificate certificate) {
        Signer signer = Stream.<Signer>of(
                        new EcdsaSigner(), new Sm2Signer(), new Secp256k1Signer(), new Ed25519Signer())
                .filter(one -> one.supports(key))
                .findFirst()
                .orElseGet(NoSigner::new);
        return new LocalIdentity(identity(organisation, Pem.encode(certificate), certificate), key, signer);
    }

    private static LocalIdentity parse(
            String organisation, Bytes pem, String certificateSource, PrivateKey key, String keySource) {
        X509Certificate certificate;
        try {
            certificate = IdentityPem.parse(pem, Pem.MAX_BYTES);
        } catch (RefusedException e) {
            throw new GossipException(
                    certificateSource + ": peers would refuse this: " + e.detail()
                            + "; keep only the lines from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
                    e);
        }
        return of(organisation, pem, certificate, certificateSource, key, keySource);
    }

    private static LocalIdentity of(
            String organisation,
            Bytes pem,
            X509Certificate certificate,
            String certificateSource,
            PrivateKey key,
            String keySource) {
        Signer signer = new EcdsaSigner();
        if (!signer.supports(key)) {
            throw new GossipException(
                    keySource + ": identities need a private key on P-256 or P-384, not one of " + key.getAlgorithm());
        }
        if (!EcKeys.match(key, certificate.getPublicKey())) {
            throw new GossipException(keySource + ": is not the private key of the certificate in " + certificateSource
                    + ", subject " + Certificates.subject(certificate));
        }
        return new LocalIdentity(identity(organisation, pem, certificate), key, signer);
    }

    static Identity identity(String organisation, Bytes pem, X509Certificate certificate) {
        return new Identity(
                organisation,
                pem,
                certificate.getPublicKey(),
                Optional.of(certificate),
                Certificates.notAfter(certificate));
    }
}
