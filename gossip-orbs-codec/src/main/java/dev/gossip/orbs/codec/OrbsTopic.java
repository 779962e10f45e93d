package dev.gossip.orbs.codec;

import dev.gossip.api.Topic;
import java.util.Optional;

/** The topics that every Orbs node knows, in the order of their numbers on the wire. */
public enum OrbsTopic {
    /** Transactions for other nodes; type 1 is the one in use. */
    TRANSACTION_RELAY("transaction-relay", 1, 1, 200),
    /** Blocks for nodes that lag behind: 1 and 2 ask and answer who has some, 3 and 4 fetch them. */
    BLOCK_SYNC("block-sync", 1, 4, 10),
    /** Consensus by Lean Helix; Orbs' node sends type 0, its description says 1. */
    LEAN_HELIX("lean-helix", 0, 1, 100),
    /** The consensus used for measurements: 1 is a commit, 2 a committed. */
    BENCHMARK_CONSENSUS("benchmark-consensus", 1, 2, 20);

    private final String topicName;
    private final int firstType;
    private final int lastType;
    private final int standardQueue;

    OrbsTopic(String topicName, int firstType, int lastType, int standardQueue) {
        this.topicName = topicName;
        this.firstType = firstType;
        this.lastType = lastType;
        this.standardQueue = standardQueue;
    }

    /** The topic in a virtual chain, as the node's routing key. */
    public Topic in(long virtualChain) {
        return Topic.of(Long.toString(virtualChain), topicName);
    }

    /** Whether messages of this number may travel on the topic. */
    public boolean hasType(int type) {
        return type >= firstType && type <= lastType;
    }

    /** Whether a message asks for blocks, which is dear to serve; see {@link OrbsHandler}. */
    public boolean isRequest(int type) {
        return this == BLOCK_SYNC && type % 2 == 1;
    }

    /** Received messages that wait for the topic's services, unless configured otherwise. */
    public int standardQueue() {
        return standardQueue;
    }

    String types() {
        return firstType + ".." + lastType;
    }

    static Optional<OrbsTopic> named(String name) {
        for (OrbsTopic topic : values()) {
            if (topic.topicName.equals(name)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }

    static Optional<OrbsTopic> at(int index) {
        return index >= 0 && index < values().length ? Optional.of(values()[index]) : Optional.empty();
    }
}
