package dev.gossip.amop.engine;

import dev.gossip.amop.AmopResult;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** What the engine does to the world. Stages may complete on any thread. */
public interface Network {

    /** The lane on which the engine runs. */
    Lane lane();

    /** Chooses subscribers and makes challenges; on a real node nobody can guess what comes. */
    RandomGenerator random();

    /** Our own id, as others know us. */
    NodeId self();

    /** Asks a node to hand a message to one of its subscribers; completes normally. */
    CompletionStage<AmopResult> request(RemoteNode node, Outgoing message, Duration timeout);

    /** Sends a message for all subscribers of a node. @return whether it is on its way */
    boolean send(RemoteNode node, Outgoing message);

    /** Runs {@code work} beside the lanes. */
    <T> CompletionStage<T> offload(Callable<T> work);

    /** Counts what became of a publish. */
    void ended(AmopResult result);

    /** Counts something that a peer sent. */
    void dropped(RemoteNode from, DropReason reason, String detail);

    /** Counts something of this node. */
    void dropped(DropReason reason, String detail);

    /** A message to publish. */
    record Outgoing(String topic, Bytes data, Attributes attributes) {}
}
