package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.support.Tls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.JdkAlpnApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TlsContext} as gRPC wants it, for one dial or one listener. Each engine comes from the {@link SSLContext} of that
 * moment, so a reload needs no new listener; ALPN offers {@code h2} alone.
 */
@SuppressWarnings("deprecation") // Netty has no other names for what ALPN needs.
final class GrpcTls extends SslContext {

    private static final JdkAlpnApplicationProtocolNegotiator H2 =
            new JdkAlpnApplicationProtocolNegotiator(ApplicationProtocolNames.HTTP_2);

    private final TlsContext tls;
    private final @Nullable PeerAddress dialled;

    private GrpcTls(TlsContext tls, @Nullable PeerAddress dialled) {
        this.tls = tls;
        this.dialled = dialled;
    }

    /** For the dialling side; {@code remote} as it was given. */
    static SslContext client(TlsContext tls, PeerAddress remote) {
        return new GrpcTls(tls, remote);
    }

    /** For the accepting side. */
    static SslContext server(TlsContext tls) {
        return new GrpcTls(tls, null);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        // A name that need not match is empty, not absent, or gRPC would check it.
        SSLEngine engine = dialled == null ? Tls.server(tls) : Tls.client(tls, dialled);
        return H2.wrapperFactory().wrapSslEngine(engine, H2, dialled == null);
    }

    /** gRPC's idea of the host is not needed: it has passed through an authority. */
    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
        return newEngine(allocator);
    }

    @Override
    public boolean isClient() {
        return dialled != null;
    }

    @Override
    public List<String> cipherSuites() {
        return tls.cipherSuites();
    }

    @Override
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return H2;
    }

    @Override
    public SSLSessionContext sessionContext() {
        SSLContext context = tls.sslContext();
        return isClient() ? context.getClientSessionContext() : context.getServerSessionContext();
    }
}
