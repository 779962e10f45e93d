package dev.gossip.fisco.sdk;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last numbers of multicasts that an SDK was given, so that it hears each once, by however many ways it came. */
final class RecentSeqs {

    private static final int KEPT = 4_096;

    private final Set<String> seqs = new LinkedHashSet<>();

    /** @return whether it is the first of its number */
    boolean add(String seq) {
        if (!seqs.add(seq)) {
            return false;
        }
        if (seqs.size() > KEPT) {
            seqs.remove(seqs.iterator().next());
        }
        return true;
    }
}
