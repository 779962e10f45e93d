package dev.gossip.transport.grpc;

import dev.gossip.spi.crypto.TlsContext;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TlsContext} as gRPC wants it, for one dial or one listener. Each engine comes from the {@link SSLContext} of that
 * moment, so a reload needs no new listener; ALPN offers {@code h2} alone.
 */
final class Tls extends SslContext {

    private static final int NO_PORT = -1;

    private static final ApplicationProtocolConfig H2 = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private final TlsContext tls;
    private final @Nullable String dialled;
    private volatile JdkSslContext current;

    private Tls(TlsContext tls, @Nullable String dialled) {
        this.tls = tls;
        this.dialled = dialled;
        this.current = over(tls.sslContext());
    }

    /** For the dialling side; {@code host} as it was given. */
    static SslContext client(TlsContext tls, String host) {
        return new Tls(tls, host);
    }

    /** For the accepting side. */
    static SslContext server(TlsContext tls) {
        return new Tls(tls, null);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        JdkSslContext now = current();
        // Without a port the engine neither keeps nor resumes sessions: a resumed one would not ask the managers again.
        SSLEngine engine = isClient() ? now.newEngine(allocator, dialled, NO_PORT) : now.newEngine(allocator);
        SSLParameters parameters = tls.parameters(isClient());
        // Netty has set these, and parameters replace them.
        parameters.setApplicationProtocols(engine.getSSLParameters().getApplicationProtocols());
        if (isClient()) {
            // An empty name, not none, or gRPC would check the name: nodes are often dialled by IP with certificates
            // that
            // carry no name.
            parameters.setEndpointIdentificationAlgorithm(tls.verifyPeerName() ? "HTTPS" : "");
        }
        engine.setSSLParameters(parameters);
        return engine;
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
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other name for it.
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }

    private JdkSslContext current() {
        SSLContext wanted = tls.sslContext();
        JdkSslContext now = current;
        if (now.context() != wanted) {
            now = over(wanted);
            current = now;
        }
        return now;
    }

    private JdkSslContext over(SSLContext context) {
        return new JdkSslContext(
                context, isClient(), null, IdentityCipherSuiteFilter.INSTANCE, H2, ClientAuth.NONE, null, false);
    }
}
