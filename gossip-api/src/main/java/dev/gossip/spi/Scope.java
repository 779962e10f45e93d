package dev.gossip.spi;

import java.util.Set;

/**
 * A channel, group or virtual chain that this node takes part in.
 *
 * @param organisations who may take part; empty means everybody
 */
public record Scope(String name, Set<String> organisations) {

    public Scope {
        organisations = Set.copyOf(organisations);
    }

    /** Whether members of {@code organisation} take part. */
    public boolean admits(String organisation) {
        return organisations.isEmpty() || organisations.contains(organisation);
    }
}
