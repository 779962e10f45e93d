package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.SecurityFacts;
import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What gRPC knows about the HTTP/2 connection of a call. */
final class Facts {

    private Facts() {}

    static PeerAddress local(String scheme, Attributes call) {
        return address(scheme, call, Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
    }

    static PeerAddress remote(String scheme, Attributes call) {
        return address(scheme, call, Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    }

    static SecurityFacts security(Attributes call) {
        SSLSession session = call.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return SecurityFacts.PLAIN;
        }
        List<X509Certificate> own = x509(session.getLocalCertificates());
        return new SecurityFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                peerChain(session),
                own.stream().findFirst());
    }

    private static PeerAddress address(
            String scheme, Attributes call, Attributes.Key<? extends java.net.SocketAddress> key) {
        return Optional.ofNullable(call.get(key))
                .filter(InetSocketAddress.class::isInstance)
                .map(socket -> Addresses.of(scheme, (InetSocketAddress) socket))
                .orElseThrow(() -> new IllegalStateException("the call has no socket address"));
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
