package dev.gossip.crypto;

import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.tls.BcKeyManager;
import dev.gossip.crypto.tls.BcTrustManager;
import dev.gossip.crypto.tls.GroupedContext;
import dev.gossip.crypto.x509.RevocationLists;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * TLS 1.2 by Bouncy Castle's engine, for certificates that the JDK's TLS cannot do: those on secp256k1, as chains of FISCO
 * BCOS 2.x have them. Mutual; names of peers are not compared, since such ledgers identify nodes by their keys. No provider
 * is installed in the process. Thread-safe.
 */
public final class BcTlsContext implements ReloadableTlsContext {

    private static final Provider ENGINE = new BouncyCastleJsseProvider(BouncyCastle.PROVIDER);
    private static final List<String> PROTOCOLS = List.of("TLSv1.2");
    /** FISCO BCOS's own TLS library takes 29 for another curve than X25519, so that one is never offered. */
    private static final List<String> GROUPS = List.of("secp256k1", "secp256r1");

    private final TimeSource time;
    private volatile State state;

    private BcTlsContext(TlsMaterial material, TimeSource time) {
        this.time = time;
        this.state = State.of(material, time);
    }

    /**
     * A context.
     *
     * @param time judges the dates of certificates
     * @throws GossipException if the material is of no use to the engine
     */
    public static BcTlsContext of(TlsMaterial material, TimeSource time) {
        return new BcTlsContext(material, time);
    }

    /** Whether the JDK's engine cannot use this material, because a certificate is on secp256k1. */
    public static boolean isNeededFor(TlsMaterial material) {
        return Stream.concat(material.chain().stream(), material.trustedRoots().stream())
                .anyMatch(certificate -> EcKeys.isOn(CurveDomain.SECP256K1, certificate.getPublicKey()));
    }

    @Override
    public void reload(TlsMaterial material) {
        state = State.of(material, time);
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return state.keys();
    }

    @Override
    public X509ExtendedTrustManager trustManager() {
        return state.trust();
    }

    @Override
    public SSLContext sslContext() {
        return state.context();
    }

    @Override
    public List<X509Certificate> ownChain() {
        return state.material().chain();
    }

    @Override
    public List<String> protocols() {
        return PROTOCOLS;
    }

    /** Those of Bouncy Castle. */
    @Override
    public List<String> cipherSuites() {
        return List.of();
    }

    @Override
    public List<String> namedGroups() {
        return GROUPS;
    }

    @Override
    public ClientAuth clientAuth() {
        return ClientAuth.REQUIRE;
    }

    @Override
    public boolean verifyPeerName() {
        return false;
    }

    @Override
    public String engine() {
        return "bc";
    }

    private record State(TlsMaterial material, BcKeyManager keys, BcTrustManager trust, SSLContext context) {

        static State of(TlsMaterial material, TimeSource time) {
            BcKeyManager keys = new BcKeyManager(material.key(), material.chain());
            BcTrustManager trust =
                    new BcTrustManager(material.trustedRoots(), new RevocationLists(material.revocationLists()), time);
            try {
                SSLContext plain = SSLContext.getInstance("TLSv1.2", ENGINE);
                plain.init(new KeyManager[] {keys}, new TrustManager[] {trust}, new SecureRandom());
                return new State(material, keys, trust, new GroupedContext(plain, GROUPS));
            } catch (GeneralSecurityException e) {
                throw new GossipException("Bouncy Castle's TLS cannot use this material: " + e.getMessage(), e);
            }
        }
    }
}
