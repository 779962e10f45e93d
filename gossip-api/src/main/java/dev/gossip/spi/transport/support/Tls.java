package dev.gossip.spi.transport.support;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.SecurityFacts;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** From a {@link TlsContext} to the engine of one connection, and from its session to {@link SecurityFacts}. */
public final class Tls {

    private static final int NO_PORT = -1;

    private Tls() {}

    /** An engine for the dialling side, which keeps no sessions and checks the name only if {@code tls} says so. */
    public static SSLEngine client(TlsContext tls, PeerAddress remote) {
        // Without a port the engine neither keeps nor resumes sessions: a resumed one would not ask the managers again.
        SSLEngine engine = tls.sslContext().createSSLEngine(remote.host(), NO_PORT);
        engine.setUseClientMode(true);
        SSLParameters parameters = tls.parameters(true);
        // Never left to a default: nodes are often dialled by IP with certificates that carry no name.
        parameters.setEndpointIdentificationAlgorithm(tls.verifyPeerName() ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** An engine for the accepting side. */
    public static SSLEngine server(TlsContext tls) {
        SSLEngine engine = tls.sslContext().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(tls.parameters(false));
        return engine;
    }

    /** What a finished handshake established. */
    public static SecurityFacts facts(SSLSession session) {
        List<X509Certificate> own = x509(session.getLocalCertificates());
        return new SecurityFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                peerChain(session),
                own.isEmpty() ? Optional.empty() : Optional.of(own.get(0)));
    }

    private static List<X509Certificate> peerChain(SSLSession session) {
        try {
            return x509(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private static List<X509Certificate> x509(Certificate @Nullable [] chain) {
        return chain == null
                ? List.of()
                : Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }
}
