package dev.gossip.examples.node;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipRuntime;
import dev.gossip.crypto.ExpiryWarning;
import dev.gossip.crypto.ExpiryWatch;
import dev.gossip.crypto.ReloadableTlsContext;
import dev.gossip.crypto.TlsFiles;
import dev.gossip.crypto.TlsReload;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Looks every ten seconds whether the TLS files changed, uses what is new, and tells in time of certificates that end.
 * Files are read on a worker. Thread-safe.
 */
public final class CertificateWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final TlsFiles files;
    private final ReloadableTlsContext tls;
    private final ExpiryWatch expiry;
    private final GossipRuntime runtime;
    private final Consumer<String> log;
    private Cancellable timer = () -> {};
    private boolean closed;

    private CertificateWatch(TlsFiles files, ReloadableTlsContext tls, GossipRuntime runtime, Consumer<String> log) {
        this.files = files;
        this.tls = tls;
        this.expiry = new ExpiryWatch(runtime.time());
        this.runtime = runtime;
        this.log = log;
    }

    /** Looks at once, on the thread of the caller. */
    public static CertificateWatch start(
            TlsFiles files, ReloadableTlsContext tls, GossipRuntime runtime, Consumer<String> log) {
        CertificateWatch watch = new CertificateWatch(files, tls, runtime, log);
        watch.look();
        watch.again();
        return watch;
    }

    private synchronized void again() {
        if (!closed) {
            timer = runtime.scheduler()
                    .schedule(
                            PERIOD,
                            () -> runtime.workers().execute(() -> {
                                try {
                                    look();
                                } finally {
                                    again();
                                }
                            }));
        }
    }

    /** Reads the files now, on the thread of the caller. */
    void look() {
        TlsReload result = files.reloadIfChanged(tls);
        if (result instanceof TlsReload.Reloaded reloaded) {
            log.accept("certificates: TLS uses what changed, "
                    + reloaded.leaf().getSubjectX500Principal().getName() + " until "
                    + reloaded.leaf().getNotAfter().toInstant());
        } else if (result instanceof TlsReload.Refused refused && !refused.repeated()) {
            log.accept("certificates: the changed TLS files are of no use, the old ones stay: " + refused.reason());
        }
        for (ExpiryWarning warning : expiry.check(tls)) {
            log.accept("certificates: " + warning.text());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
