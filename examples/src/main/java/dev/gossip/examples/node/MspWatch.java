package dev.gossip.examples.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.fabric.msp.MspDirectory;
import dev.gossip.fabric.msp.MspTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks every ten seconds whether the authorities, revocations or rules of the MSP directory changed, and judges by the new
 * ones. The node's own certificate and key count at the start only. Files are read on a
 * worker. Thread-safe.
 */
final class MspWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final MspDirectory msp;
    private final Path folder;
    private final MspTrust trust;
    private final Runnable changed;
    private final GossipRuntime runtime;
    private final Consumer<String> log;
    private Map<Path, Bytes> seen;
    private Cancellable timer = () -> {};
    private boolean closed;

    private MspWatch(
            MspDirectory msp,
            Path folder,
            MspTrust trust,
            Runnable changed,
            GossipRuntime runtime,
            Consumer<String> log) {
        this.msp = msp;
        this.folder = folder;
        this.trust = trust;
        this.changed = changed;
        this.runtime = runtime;
        this.log = log;
        this.seen = content(folder);
    }

    /** @param changed called on a worker whenever other authorities, revocations or rules are used */
    static MspWatch start(
            MspDirectory msp,
            Path folder,
            MspTrust trust,
            Runnable changed,
            GossipRuntime runtime,
            Consumer<String> log) {
        MspWatch watch = new MspWatch(msp, folder, trust, changed, runtime, log);
        watch.again();
        return watch;
    }

    private synchronized void again() {
        if (!closed) {
            timer = runtime.scheduler().schedule(PERIOD, () -> runtime.workers().execute(this::look));
        }
    }

    private void look() {
        try {
            Map<Path, Bytes> now = content(folder);
            if (!now.equals(seen)) {
                seen = now;
                trust.reload(msp.load());
                log.accept("msp: " + folder + " changed and is judged by now");
                changed.run();
            }
        } catch (GossipException e) {
            log.accept("msp: the changed directory is of no use, the old content stays: " + e.getMessage());
        } catch (UncheckedIOException e) {
            log.accept("msp: " + folder + " cannot be read: " + e.getMessage());
        } finally {
            again();
        }
    }

    private static Map<Path, Bytes> content(Path folder) {
        Map<Path, Bytes> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder, 2)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (!file.getParent().endsWith("keystore")) {
                    files.put(file, Bytes.wrap(Files.readAllBytes(file)));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
