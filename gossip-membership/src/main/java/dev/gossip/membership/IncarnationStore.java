package dev.gossip.membership;

import dev.gossip.api.NodeId;

/**
 * Keeps the last incarnation of a node across restarts, so that a clock that was set back does not make the restarted
 * node look older than its former self. Called beside the lanes; may block.
 */
public interface IncarnationStore {

    /** Keeps nothing: incarnations follow the clock, and what other members still remember of us. */
    IncarnationStore NONE = new IncarnationStore() {
        @Override
        public long last(String endpoint, NodeId self) {
            return 0;
        }

        @Override
        public void save(String endpoint, NodeId self, long incarnation) {}
    };

    /**
     * The incarnation saved last, in nanoseconds since 1970 unless the clock was behind; 0 if there is none.
     *
     * @throws Exception if it cannot be read; the node then goes by the clock and reports it
     */
    long last(String endpoint, NodeId self) throws Exception;

    /**
     * Saves {@code incarnation} before a statement with it is signed.
     *
     * @throws Exception if it cannot be written; reported, not fatal
     */
    void save(String endpoint, NodeId self, long incarnation) throws Exception;
}
