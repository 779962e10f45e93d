package dev.gossip.fabric.election;

import dev.gossip.api.NodeId;
import java.util.Set;

/** Who takes part in the election of one channel: its alive members of our own organisation. Thread-safe. */
public interface Electorate {

    /** Ourselves. */
    NodeId self();

    /** The others. */
    Set<NodeId> others();
}
