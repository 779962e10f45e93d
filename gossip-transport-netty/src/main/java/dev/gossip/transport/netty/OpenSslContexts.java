package dev.gossip.transport.netty;

import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.support.Failures;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BoringSSL's contexts, which live outside the heap and are costly to make, so each is made once for its settings. The ones
 * used last are kept. An engine holds its context alive by itself. Thread-safe.
 */
final class OpenSslContexts implements AutoCloseable {

    /** Two sides of an endpoint, before and after a few reloads, for several endpoints. */
    static final int MAX_KEPT = 64;

    private static final int NO_PORT = -1;

    private static final Logger log = LoggerFactory.getLogger(OpenSslContexts.class);

    private final Map<OpenSslSettings, Made> contexts = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /**
     * An engine for one connection; empty if BoringSSL cannot do what {@code tls} asks for. The log says why, once.
     *
     * @param dialled the other side's host, or null to accept
     */
    synchronized Optional<SSLEngine> newEngine(TlsContext tls, @Nullable String dialled, ByteBufAllocator allocator) {
        if (closed) {
            throw new IllegalStateException("the event loops are closed");
        }
        OpenSslSettings settings = OpenSslSettings.of(tls, dialled != null);
        Made made = contexts.computeIfAbsent(settings, OpenSslContexts::make);
        trim();
        if (made.context() == null) {
            return Optional.empty();
        }
        // Without a port a client finds no session of an earlier connection, so managers are asked each time.
        return Optional.of(
                dialled == null
                        ? made.context().newEngine(allocator)
                        : made.context().newEngine(allocator, dialled, NO_PORT));
    }

    synchronized int size() {
        return contexts.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        contexts.values().forEach(Made::release);
        contexts.clear();
    }

    private void trim() {
        Iterator<Made> eldest = contexts.values().iterator();
        while (contexts.size() > MAX_KEPT) {
            eldest.next().release();
            eldest.remove();
        }
    }

    private static Made make(OpenSslSettings settings) {
        Optional<String> objection = OpenSslFit.objection(settings);
        if (objection.isEmpty()) {
            try {
                return new Made(build(settings));
            } catch (SSLException | RuntimeException e) {
                objection = Optional.of(Failures.describe(e));
            }
        }
        log.info(
                "{} TLS runs on the JDK's engine instead of BoringSSL: {}",
                settings.client() ? "outbound" : "inbound",
                objection.get());
        return new Made(null);
    }

    private static SslContext build(OpenSslSettings settings) throws SSLException {
        SslContextBuilder builder = settings.client()
                ? SslContextBuilder.forClient().keyManager(settings.keyManager())
                : SslContextBuilder.forServer(settings.keyManager()).clientAuth(clientAuth(settings.clientAuth()));
        builder.sslProvider(SslProvider.OPENSSL)
                .trustManager(settings.trustManager())
                .protocols(settings.protocols())
                // Never left to a default: nodes are often dialled by IP with certificates that carry no name.
                .endpointIdentificationAlgorithm(settings.client() && settings.verifyPeerName() ? "HTTPS" : null)
                .option(OpenSslContextOption.USE_TASKS, true);
        if (!settings.cipherSuites().isEmpty()) {
            builder.ciphers(settings.cipherSuites());
        }
        if (!settings.namedGroups().isEmpty()) {
            builder.option(OpenSslContextOption.GROUPS, settings.namedGroups().toArray(String[]::new));
        }
        SslContext context = builder.build();
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            // A resumed session would skip the judgement of certificates.
            sessions.setSessionCacheEnabled(false);
        }
        return context;
    }

    private static ClientAuth clientAuth(TlsContext.ClientAuth asked) {
        return switch (asked) {
            case REQUIRE -> ClientAuth.REQUIRE;
            case REQUEST -> ClientAuth.OPTIONAL;
            case NONE -> ClientAuth.NONE;
        };
    }

    /** @param context null if the settings need the JDK's engine */
    private record Made(@Nullable SslContext context) {

        void release() {
            if (context != null) {
                ReferenceCountUtil.release(context);
            }
        }
    }
}
