package dev.gossip.examples.node;

import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.TlsContext;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts with one certificate and dials with another, as Fabric's peers do if they have a client pair. All else is as for
 * accepting. Thread-safe.
 */
final class PairedTls implements TlsContext {

    private final TlsContext accepting;
    private final TlsContext dialling;
    private final PairedKeys keys;
    private Current current;

    /** The engine's context, and those of both sides that it was made for: they change with a reload. */
    private record Current(SSLContext accepting, SSLContext dialling, SSLContext both) {}

    PairedTls(TlsContext accepting, TlsContext dialling) {
        this.accepting = accepting;
        this.dialling = dialling;
        this.keys = new PairedKeys(accepting.keyManager(), dialling.keyManager());
        this.current = make();
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    @Override
    public X509ExtendedTrustManager trustManager() {
        return accepting.trustManager();
    }

    /** A fresh one after each reload of either side, which resumes no session from before. */
    @Override
    public synchronized SSLContext sslContext() {
        if (current.accepting() != accepting.sslContext() || current.dialling() != dialling.sslContext()) {
            current = make();
        }
        return current.both();
    }

    private Current make() {
        try {
            SSLContext both = SSLContext.getInstance("TLS");
            both.init(new KeyManager[] {keys}, new TrustManager[] {accepting.trustManager()}, null);
            return new Current(accepting.sslContext(), dialling.sslContext(), both);
        } catch (GeneralSecurityException e) {
            throw new GossipException("the JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public List<X509Certificate> ownChain() {
        return accepting.ownChain();
    }

    @Override
    public List<String> protocols() {
        return accepting.protocols();
    }

    @Override
    public List<String> cipherSuites() {
        return accepting.cipherSuites();
    }

    @Override
    public List<String> namedGroups() {
        return accepting.namedGroups();
    }

    @Override
    public ClientAuth clientAuth() {
        return accepting.clientAuth();
    }

    @Override
    public boolean verifyPeerName() {
        return accepting.verifyPeerName();
    }

    @Override
    public String engine() {
        return accepting.engine();
    }

    @Override
    public SSLParameters parameters(boolean client) {
        return accepting.parameters(client);
    }
}
