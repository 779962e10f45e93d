package dev.gossip.transport.grpc;

import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.spi.crypto.TlsContext;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Remembers the threads that judged peers. */
final class WatchedTls extends X509ExtendedTrustManager implements TlsContext {

    final Queue<String> judges = new ConcurrentLinkedQueue<>();
    private final JdkTlsContext real;
    private final SSLContext context;

    WatchedTls(JdkTlsContext real) {
        this.real = real;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {real.keyManager()}, new TrustManager[] {this}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judges.add(Thread.currentThread().getName());
        real.trustManager().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judges.add(Thread.currentThread().getName());
        real.trustManager().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        throw new AssertionError("no engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        throw new AssertionError("no engine");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        throw new AssertionError("no engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        throw new AssertionError("no engine");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return real.trustManager().getAcceptedIssuers();
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return real.keyManager();
    }

    @Override
    public X509ExtendedTrustManager trustManager() {
        return this;
    }

    @Override
    public SSLContext sslContext() {
        return context;
    }

    @Override
    public List<X509Certificate> ownChain() {
        return real.ownChain();
    }

    @Override
    public List<String> protocols() {
        return real.protocols();
    }

    @Override
    public List<String> cipherSuites() {
        return real.cipherSuites();
    }

    @Override
    public List<String> namedGroups() {
        return real.namedGroups();
    }

    @Override
    public ClientAuth clientAuth() {
        return real.clientAuth();
    }

    @Override
    public boolean verifyPeerName() {
        return real.verifyPeerName();
    }

    @Override
    public String engine() {
        return real.engine();
    }
}
