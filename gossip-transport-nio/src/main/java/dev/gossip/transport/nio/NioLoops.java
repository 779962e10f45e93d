package dev.gossip.transport.nio;

import dev.gossip.api.GossipException;
import dev.gossip.spi.transport.support.Failures;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The event loops that all connections of one runtime share. */
final class NioLoops implements AutoCloseable {

    static final String THREADS_PROPERTY = "gossip.nio.threads";
    static final String THREAD_NAME = "gossip-nio-";

    private static final int STOP_SECONDS = 5;

    private static final Logger log = System.getLogger(NioLoops.class.getName());

    private final List<EventLoop> loops;
    private final CountDownLatch running;
    private final AtomicInteger turn = new AtomicInteger();

    private NioLoops(List<EventLoop> loops, CountDownLatch running) {
        this.loops = loops;
        this.running = running;
    }

    /**
     * Starts the loops.
     *
     * @param properties values by name, null for absent
     * @throws GossipException if a property has a value that is not understood, or the system refuses a selector
     */
    static NioLoops open(UnaryOperator<@Nullable String> properties) {
        int threads = threads(properties.apply(THREADS_PROPERTY));
        CountDownLatch running = new CountDownLatch(threads);
        List<EventLoop> loops = new ArrayList<>();
        try {
            for (int i = 1; i <= threads; i++) {
                loops.add(new EventLoop(THREAD_NAME + i, running::countDown));
            }
        } catch (IOException e) {
            loops.forEach(EventLoop::abandon);
            throw new GossipException("the system gives no selector for an event loop: " + Failures.describe(e), e);
        }
        loops.forEach(EventLoop::start);
        log.log(Level.INFO, "nio transport: {0} event loops", threads);
        return new NioLoops(List.copyOf(loops), running);
    }

    /** The loops take turns in getting connections. */
    EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /** Closes what is still open, stops the threads and waits for them, a few seconds at most. */
    @Override
    public void close() {
        loops.forEach(EventLoop::stop);
        if (loops.stream().anyMatch(EventLoop::isCurrent)) {
            return;
        }
        try {
            if (!running.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.log(
                        Level.WARNING,
                        "event loops are still busy after {0} s; a handler blocks one of them",
                        STOP_SECONDS);
                return;
            }
            for (EventLoop loop : loops) {
                loop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int threads(@Nullable String value) {
        if (value == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(value);
            if (threads > 0) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // Reported below together with numbers that make no sense.
        }
        throw new GossipException(THREADS_PROPERTY + "=" + value + " is not a positive number of event loops");
    }
}
