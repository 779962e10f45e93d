package dev.gossip.fabric.privatedata.collection;

import dev.gossip.spi.crypto.Identity;
import java.util.Set;

/**
 * Who may hold the private data of a collection. Asked about identities that trust admitted and whose holders proved
 * themselves, by a signed standing in the channel or by the greeting of their connection. Thread-safe; must not block.
 */
@FunctionalInterface
public interface MemberPolicy {

    boolean admits(Identity identity);

    /** Every member of these organisations, by MSP id. */
    static MemberPolicy organisations(Set<String> mspIds) {
        Set<String> admitted = Set.copyOf(mspIds);
        return identity -> admitted.contains(identity.organisation());
    }
}
