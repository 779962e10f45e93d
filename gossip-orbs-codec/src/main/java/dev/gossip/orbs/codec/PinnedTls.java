package dev.gossip.orbs.codec;

import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.TlsContext;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS 1.3 with our own key of another context, which trusts the keys that the topology pins, whoever certified them. */
final class PinnedTls implements TlsContext {

    private final TlsContext own;
    private final PinTrust trust;
    private final SSLContext context;

    PinnedTls(TlsContext own, TopologyHolder topology, Consumer<String> refused) {
        this.own = own;
        this.trust = new PinTrust(topology, refused);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {own.keyManager()}, new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException e) {
            throw new GossipException("this Java platform cannot do TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return own.keyManager();
    }

    @Override
    public X509ExtendedTrustManager trustManager() {
        return trust;
    }

    @Override
    public SSLContext sslContext() {
        return context;
    }

    @Override
    public List<X509Certificate> ownChain() {
        return own.ownChain();
    }

    @Override
    public List<String> protocols() {
        return List.of("TLSv1.3");
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
    public ClientAuth clientAuth() {
        return ClientAuth.REQUIRE;
    }

    @Override
    public boolean verifyPeerName() {
        return false;
    }

    @Override
    public String engine() {
        return "jdk";
    }
}
