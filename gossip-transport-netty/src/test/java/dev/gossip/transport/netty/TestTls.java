package dev.gossip.transport.netty;

import dev.gossip.spi.crypto.TlsContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS with the certificates of {@code certificates.p12}. */
record TestTls(
        @Nullable String alias,
        X509ExtendedKeyManager keyManager,
        CountingTrust trustManager,
        SSLContext sslContext,
        List<X509Certificate> ownChain,
        List<String> protocols,
        List<String> cipherSuites,
        List<String> namedGroups,
        ClientAuth clientAuth,
        boolean verifyPeerName)
        implements TlsContext {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param alias whose key to use, or null for none */
    static TestTls of(@Nullable String alias, String root) {
        try {
            KeyStore all = KeyStore.getInstance("PKCS12");
            try (InputStream in = TestTls.class.getResourceAsStream("certificates.p12")) {
                all.load(in, PASSWORD);
            }
            KeyStore keys = emptyStore();
            List<X509Certificate> chain = List.of();
            if (alias != null) {
                keys.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
                chain = Arrays.stream(all.getCertificateChain(alias))
                        .map(X509Certificate.class::cast)
                        .toList();
            }
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry(root, all.getCertificate(root));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, PASSWORD);
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trusted);
            CountingTrust trust =
                    new CountingTrust((X509ExtendedTrustManager) trustManagers.getTrustManagers()[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), new TrustManager[] {trust}, null);
            return new TestTls(
                    alias,
                    (X509ExtendedKeyManager) keyManagers.getKeyManagers()[0],
                    trust,
                    context,
                    chain,
                    List.of("TLSv1.3", "TLSv1.2"),
                    List.of(),
                    List.of(),
                    ClientAuth.REQUIRE,
                    false);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    TestTls protocol(String only) {
        return new TestTls(
                alias,
                keyManager,
                trustManager,
                sslContext,
                ownChain,
                List.of(only),
                cipherSuites,
                namedGroups,
                clientAuth,
                verifyPeerName);
    }

    TestTls suites(String... only) {
        return new TestTls(
                alias,
                keyManager,
                trustManager,
                sslContext,
                ownChain,
                protocols,
                List.of(only),
                namedGroups,
                clientAuth,
                verifyPeerName);
    }

    TestTls groups(String... only) {
        return new TestTls(
                alias,
                keyManager,
                trustManager,
                sslContext,
                ownChain,
                protocols,
                cipherSuites,
                List.of(only),
                clientAuth,
                verifyPeerName);
    }

    TestTls verifyingNames() {
        return new TestTls(
                alias,
                keyManager,
                trustManager,
                sslContext,
                ownChain,
                protocols,
                cipherSuites,
                namedGroups,
                clientAuth,
                true);
    }

    TestTls clientAuth(ClientAuth asked) {
        return new TestTls(
                alias,
                keyManager,
                trustManager,
                sslContext,
                ownChain,
                protocols,
                cipherSuites,
                namedGroups,
                asked,
                verifyPeerName);
    }

    X509Certificate leaf() {
        return ownChain.get(0);
    }

    @Override
    public String engine() {
        return "jdk";
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
