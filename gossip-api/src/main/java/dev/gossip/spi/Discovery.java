package dev.gossip.spi;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.util.List;

/**
 * Finds addresses to join by (DNS, a registry, a file). The node asks again and again, keeps what it found last while
 * asking fails, and leaves out addresses of its own.
 */
public interface Discovery extends Provider {

    /**
     * The addresses that {@code query} stands for now. Called on a thread that may block, never twice at once for one
     * query.
     *
     * @param query in the provider's own language
     * @return in the order in which they should be tried; empty if there is nobody now
     * @throws IOException if nothing could be learnt, naming the query and the cause
     * @throws IllegalArgumentException if the query is malformed, showing the expected form; it is not asked again
     */
    List<PeerAddress> find(String query) throws IOException;

    /** Discoveries are chosen by name only. */
    @Override
    default int priority() {
        return 0;
    }
}
