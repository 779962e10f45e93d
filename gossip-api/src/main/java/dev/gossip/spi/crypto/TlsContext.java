package dev.gossip.spi.crypto;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a transport needs for TLS, in {@code javax.net.ssl} types. A transport may build its own engine from the managers
 * or use {@link #sslContext()}. Managers are consulted at each handshake, so a reload needs no new transport.
 */
public interface TlsContext {

    /** Chooses what we present. */
    X509ExtendedKeyManager keyManager();

    /** Judges what the other side presents. */
    X509ExtendedTrustManager trustManager();

    /** An engine factory over both managers. */
    SSLContext sslContext();

    /** The certificate that we present now, leaf first. */
    List<X509Certificate> ownChain();

    /** Enabled protocol versions, for example {@code TLSv1.3}; never empty. */
    List<String> protocols();

    /** Enabled suites; empty means the engine's default. */
    List<String> cipherSuites();

    /** Allowed key-exchange groups; empty means the engine's default. */
    List<String> namedGroups();

    /** Whether a server demands a client certificate, merely asks, or neither. */
    ClientAuth clientAuth();

    /** Whether a dialler checks the server's name against the address it dialled. */
    boolean verifyPeerName();

    /** The engine's name for reports, for example {@code jdk} or {@code bc}. */
    String engine();

    /**
     * Parameters for an engine of {@link #sslContext()}, for one side of one connection: protocols, suites, name check and
     * client authentication. {@link #namedGroups()} are not among them, since Java 17 has no parameter for groups; a context
     * whose engine can be limited otherwise adds that limit.
     */
    default SSLParameters parameters(boolean client) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols().toArray(String[]::new));
        if (!cipherSuites().isEmpty()) {
            parameters.setCipherSuites(cipherSuites().toArray(String[]::new));
        }
        if (client && verifyPeerName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!client && clientAuth() == ClientAuth.REQUIRE) {
            parameters.setNeedClientAuth(true);
        } else if (!client && clientAuth() == ClientAuth.REQUEST) {
            parameters.setWantClientAuth(true);
        }
        return parameters;
    }

    /** What a server asks of clients. */
    enum ClientAuth {
        /** No certificate, no connection. */
        REQUIRE,
        /** A certificate is judged if there is one. */
        REQUEST,
        /** None is asked for. */
        NONE
    }
}
