package dev.gossip.fisco.group;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A node of a group that this process serves. Every stage completes, exactly once, on the node's control lane: do not block
 * there. Thread-safe.
 */
public interface GroupNode extends AutoCloseable {

    /** The group's name. */
    String group();

    /** Its consensus id. */
    NodeId id();

    /** What it is in the group. */
    NodeKind kind();

    /** Changes what it is, and tells the other gateways. */
    void become(NodeKind kind);

    /**
     * Tells one other node something: at this process, or behind the gateways that announced it, which are asked in random
     * order and each once, until one has handed the message over. A gateway that had no time to answer may still do so: then
     * the other node gets the message twice.
     *
     * @param module which part of the node speaks and is meant, 1 to 65535; see
     *     {@link dev.gossip.fisco.codec.front.Modules}
     * @return {@link GroupResult#isOk()} if the message was handed over, which is not yet an answer
     * @throws dev.gossip.api.GossipException if the module is out of range
     */
    CompletionStage<GroupResult> send(NodeId to, int module, Bytes payload);

    /**
     * As {@link #send}, and waits for the other node's {@link GroupDelivery#reply}.
     *
     * @return with the answer, or with the code 1000 if there was none in time
     */
    CompletionStage<GroupResult> request(NodeId to, int module, Bytes payload, Duration timeout);

    /**
     * Tells all other nodes of the group that are of certain kinds: those at this process, and one gateway of each process
     * that serves such nodes, which tells its own.
     *
     * @return to how many gateways it was sent; fails if it is too large to be sent at all
     * @throws dev.gossip.api.GossipException if the module is out of range
     */
    CompletionStage<Integer> broadcast(Set<NodeKind> kinds, int module, Bytes payload);

    /** Serves it no longer, and tells the other gateways. Messages that wait for the handler are dropped. */
    @Override
    void close();
}
