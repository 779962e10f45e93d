package dev.gossip.transport.netty;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.support.Failures;
import dev.gossip.spi.transport.support.Tls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Decides between BoringSSL and the JDK's engine, once for the process and once more for each {@link TlsContext}. */
final class TlsEngines implements AutoCloseable {

    static final String PROPERTY = "gossip.netty.tls";

    private static final String JDK = "jdk";
    private static final String OPENSSL = "openssl";

    private final String why;
    private final @Nullable OpenSslContexts openSsl;

    private TlsEngines(@Nullable OpenSslContexts openSsl, String why) {
        this.openSsl = openSsl;
        this.why = why;
    }

    /** @throws GossipException if {@code wanted} is none of the known names */
    static TlsEngines choose(String wanted) {
        return switch (wanted) {
            case "auto" -> ifAvailable("it is available", "BoringSSL is not available: ");
            case JDK -> new TlsEngines(null, PROPERTY + " asks for it");
            case OPENSSL -> ifAvailable(PROPERTY + " asks for it", "BoringSSL was asked for but is not available: ");
            default -> throw new GossipException(PROPERTY + "=" + wanted + " is not known; write auto, jdk or openssl");
        };
    }

    private static TlsEngines ifAvailable(String available, String missing) {
        return OpenSsl.isAvailable()
                ? new TlsEngines(new OpenSslContexts(), available + ", " + OpenSsl.versionString())
                : new TlsEngines(null, missing + Failures.describe(OpenSsl.unavailabilityCause()));
    }

    /** The engine for every context that it suits. */
    String name() {
        return openSsl == null ? JDK : OPENSSL;
    }

    /** For the log: who chose it. */
    String why() {
        return why;
    }

    /** The dialling side. Certificate checks run on {@code workers}, beside the event loop. */
    SslHandler client(TlsContext tls, PeerAddress remote, ByteBufAllocator allocator, Executor workers) {
        return handler(onBoringSsl(tls, remote.host(), allocator).orElseGet(() -> Tls.client(tls, remote)), workers);
    }

    /** The accepting side. */
    SslHandler server(TlsContext tls, ByteBufAllocator allocator, Executor workers) {
        return handler(onBoringSsl(tls, null, allocator).orElseGet(() -> Tls.server(tls)), workers);
    }

    @Override
    public void close() {
        if (openSsl != null) {
            openSsl.close();
        }
    }

    private Optional<SSLEngine> onBoringSsl(TlsContext tls, @Nullable String dialled, ByteBufAllocator allocator) {
        return openSsl == null ? Optional.empty() : openSsl.newEngine(tls, dialled, allocator);
    }

    private static SslHandler handler(SSLEngine engine, Executor workers) {
        SslHandler handler = new SslHandler(engine, workers);
        // The transport has one deadline for everything up to the open connection.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
