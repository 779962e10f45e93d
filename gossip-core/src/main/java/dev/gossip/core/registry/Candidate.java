package dev.gossip.core.registry;

import dev.gossip.spi.Provider;
import java.util.Optional;

/**
 * One provider that was found, usable or not.
 *
 * @param provider absent if it cannot be used at all
 * @param name its name, or a placeholder if it could not be asked
 * @param priority 0 to 10; 0 if it could not be asked
 * @param artifact which jar or module it came from
 * @param problem why it cannot be used; empty if it can
 */
public record Candidate<P extends Provider>(
        Optional<P> provider, String name, int priority, String artifact, String problem) {

    /** Asks a provider about itself; whatever it does wrong becomes its problem, not the caller's. */
    static <P extends Provider> Candidate<P> asked(P provider, String artifact) {
        String name = provider.getClass().getName();
        int priority = 0;
        try {
            name = provider.name();
            priority = provider.priority();
            String problem = priority < 0 || priority > 10
                    ? "its priority " + priority + " is outside 0..10"
                    : provider.availability().reason();
            return new Candidate<>(Optional.of(provider), name, priority, artifact, problem);
        } catch (RuntimeException | LinkageError e) {
            return new Candidate<>(Optional.empty(), name, priority, artifact, "asking it about itself failed: " + e);
        }
    }

    /** A provider that could not be instantiated. */
    static <P extends Provider> Candidate<P> broken(String artifact, String problem) {
        return new Candidate<>(Optional.empty(), "(broken)", 0, artifact, problem);
    }

    /** The same provider, with a reason why it does not suit a use; empty if it does. */
    Candidate<P> judged(String reason) {
        return new Candidate<>(provider, name, priority, artifact, reason);
    }

    /** Whether it may be chosen. */
    public boolean isUsable() {
        return problem.isEmpty();
    }

    @Override
    public String toString() {
        return name + " (priority " + priority + ", from " + artifact + ")"
                + (isUsable() ? "" : " unusable: " + problem);
    }
}
