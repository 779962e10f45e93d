package dev.gossip.core.registry;

import dev.gossip.spi.Provider;
import java.util.Optional;

/**
 * One provider that was found, usable or not.
 *
 * @param provider absent if it could not even be instantiated
 * @param artifact which jar or module it came from
 * @param problem why it cannot be used; empty if it can
 */
public record Candidate<P extends Provider>(Optional<P> provider, String artifact, String problem) {

    /** Whether it may be chosen. */
    public boolean isUsable() {
        return problem.isEmpty();
    }

    /** Its name, or a placeholder if it could not be instantiated. */
    public String name() {
        return provider.map(Provider::name).orElse("(broken)");
    }

    /** Its priority; 0 if it could not be instantiated. */
    public int priority() {
        return provider.map(Provider::priority).orElse(0);
    }

    @Override
    public String toString() {
        return name() + " (priority " + priority() + ", from " + artifact + ")"
                + (isUsable() ? "" : " unusable: " + problem);
    }
}
