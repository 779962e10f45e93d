package dev.gossip.core.discovery;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SeedQuery;
import dev.gossip.spi.Discovery;
import dev.gossip.spi.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one query again and again: at once, then at its period, after failures sooner with a pause that doubles. Its state
 * belongs to the control lane; the asking happens on a thread that may block.
 */
public final class SeedFinder {

    /** More than a network joins by; keeps a hostile or mistaken zone from filling the table of seeds. */
    static final int MAX_ADDRESSES = 256;

    private static final Logger LOG = LoggerFactory.getLogger(SeedFinder.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final SeedQuery query;
    private final Discovery discovery;
    private final SeedList seeds;
    private final Predicate<PeerAddress> own;
    private final GossipRuntime runtime;
    private final Lane control;
    private final RandomGenerator random;
    private final Runnable changed;
    private Duration retry = FIRST_RETRY;
    private String lastFailure = "";

    /**
     * @param own whether an address leads back to this node; may block
     * @param changed runs on the control lane after {@code seeds} have changed
     */
    public SeedFinder(
            SeedQuery query,
            Discovery discovery,
            SeedList seeds,
            Predicate<PeerAddress> own,
            GossipRuntime runtime,
            Lane control,
            Runnable changed) {
        this.query = query;
        this.discovery = discovery;
        this.seeds = seeds;
        this.own = own;
        this.runtime = runtime;
        this.control = control;
        this.random = runtime.newRandom("discovery " + query.query());
        this.changed = changed;
    }

    /** Asks, and goes on asking for as long as the control lane lives. Called on the control lane. */
    public void ask() {
        try {
            runtime.handlers().execute(() -> {
                try {
                    List<PeerAddress> answer = others(discovery.find(query.query()));
                    control.execute(() -> found(answer));
                } catch (IllegalArgumentException e) {
                    LOG.error("discovery '{}' is given up: {}", discovery.name(), e.getMessage());
                } catch (IOException | RuntimeException e) {
                    control.execute(() -> failed(String.valueOf(e.getMessage())));
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("discovery '{}' ends with the runtime", discovery.name());
        }
    }

    private List<PeerAddress> others(List<PeerAddress> answer) {
        List<PeerAddress> others =
                answer.stream().filter(own.negate()).distinct().toList();
        if (others.size() <= MAX_ADDRESSES) {
            return others;
        }
        LOG.warn(
                "'{}' stands for {} addresses; the first {} are used (SeedFinder.MAX_ADDRESSES)",
                query.query(),
                others.size(),
                MAX_ADDRESSES);
        return others.subList(0, MAX_ADDRESSES);
    }

    private void found(List<PeerAddress> answer) {
        retry = FIRST_RETRY;
        lastFailure = "";
        if (seeds.replace(query, answer)) {
            LOG.info("discovery '{}' found for '{}': {}", discovery.name(), query.query(), answer);
            changed.run();
        }
        later(query.every());
    }

    /** What was found before stays: a name server that is down must not take the network apart. */
    private void failed(String problem) {
        if (!problem.equals(lastFailure)) {
            LOG.warn("discovery '{}': {}; keeping what was found before", discovery.name(), problem);
            lastFailure = problem;
        }
        later(retry);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(query.every()) > 0 ? query.every() : doubled;
    }

    private void later(Duration pause) {
        long millis = (long) (pause.toMillis() * (0.8 + 0.4 * random.nextDouble()));
        control.schedule(Duration.ofMillis(millis), this::ask);
    }
}
