package dev.gossip.api;

import dev.gossip.spi.Discovery;
import java.time.Duration;

/**
 * A question whose answers are addresses to join by.
 *
 * @param discovery who answers it
 * @param query in the language of {@code discovery}
 * @param every how often it is asked; varied by a fifth at random
 */
public record SeedQuery(Choice<Discovery> discovery, String query, Duration every) {

    /** How often a query is asked unless said otherwise. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if the discovery is left open, the query is empty or the period is not positive */
    public SeedQuery {
        if (discovery.equals(Choice.any())) {
            throw new IllegalArgumentException("a seed query needs a discovery by name or instance, 'dns' for example");
        }
        if (query.isEmpty()) {
            throw new IllegalArgumentException("a seed query is empty; write what to look for");
        }
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException(
                    "a seed query is asked every " + every + "; the period must be positive");
        }
    }
}
