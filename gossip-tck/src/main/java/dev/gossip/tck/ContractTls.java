package dev.gossip.tck;

import dev.gossip.spi.crypto.TlsContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS on the JDK alone, with the certificates of the kit's key store. Every party trusts the kit's root only. */
record ContractTls(
        X509ExtendedKeyManager keyManager,
        X509ExtendedTrustManager trustManager,
        SSLContext sslContext,
        List<X509Certificate> ownChain,
        ClientAuth clientAuth,
        boolean verifyPeerName)
        implements TlsContext {

    /** Valid for {@code localhost}, {@code 127.0.0.1} and {@code ::1}. */
    static final ContractTls ALICE = of(Optional.of("alice"));

    /** Like Alice. */
    static final ContractTls BOB = of(Optional.of("bob"));

    /** Valid for another host. */
    static final ContractTls ELSEWHERE = of(Optional.of("elsewhere"));

    /** Valid for one day of the past. */
    static final ContractTls EXPIRED = of(Optional.of("expired"));

    /** Of a root that nobody trusts. */
    static final ContractTls MALLORY = of(Optional.of("mallory"));

    /** Without a certificate. */
    static final ContractTls NOBODY = of(Optional.empty());

    private static final String STORE = "contract.p12";

    ContractTls asking(ClientAuth policy) {
        return new ContractTls(keyManager, trustManager, sslContext, ownChain, policy, verifyPeerName);
    }

    ContractTls checkingNames() {
        return new ContractTls(keyManager, trustManager, sslContext, ownChain, clientAuth, true);
    }

    X509Certificate leaf() {
        return ownChain.get(0);
    }

    @Override
    public List<String> protocols() {
        return List.of("TLSv1.3", "TLSv1.2");
    }

    @Override
    public List<String> cipherSuites() {
        return List.of();
    }

    @Override
    public List<String> namedGroups() {
        return List.of();
    }

    @Override
    public String engine() {
        return "jdk";
    }

    private static ContractTls of(Optional<String> alias) {
        char[] password = "changeit".toCharArray();
        try (InputStream in = Objects.requireNonNull(ContractTls.class.getResourceAsStream(STORE), STORE)) {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(in, password);
            KeyStore own = emptyStore();
            if (alias.isPresent()) {
                String name = alias.get();
                own.setKeyEntry(name, all.getKey(name, password), password, all.getCertificateChain(name));
            }
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("root", all.getCertificate("root"));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            StubbornKeys stubborn = new StubbornKeys((X509ExtendedKeyManager) keys.getKeyManagers()[0]);
            context.init(new KeyManager[] {stubborn}, trust.getTrustManagers(), null);
            List<X509Certificate> chain = alias.isEmpty()
                    ? List.of()
                    : Arrays.stream(all.getCertificateChain(alias.get()))
                            .map(X509Certificate.class::cast)
                            .toList();
            return new ContractTls(
                    stubborn,
                    (X509ExtendedTrustManager) trust.getTrustManagers()[0],
                    context,
                    chain,
                    ClientAuth.REQUIRE,
                    false);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the kit's certificates cannot be read: " + e.getMessage(), e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
