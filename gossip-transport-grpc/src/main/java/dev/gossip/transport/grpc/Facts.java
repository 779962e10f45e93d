package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Tls;
import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** What gRPC knows about the HTTP/2 connection of a call. */
final class Facts {

    private Facts() {}

    static PeerAddress local(String scheme, Attributes call) {
        return Optional.ofNullable(call.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR))
                .filter(InetSocketAddress.class::isInstance)
                .map(socket -> Addresses.of(scheme, (InetSocketAddress) socket))
                .orElseThrow(() -> new IllegalStateException("the call has no socket address"));
    }

    static SecurityFacts security(Attributes call) {
        SSLSession session = call.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        return session == null ? SecurityFacts.PLAIN : Tls.facts(session);
    }
}
