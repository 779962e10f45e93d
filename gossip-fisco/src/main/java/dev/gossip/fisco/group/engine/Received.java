package dev.gossip.fisco.group.engine;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.group.GroupDelivery;
import dev.gossip.fisco.group.GroupResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A message for a local node.
 *
 * @param replying sends an answer, if one is expected
 */
record Received(
        String group,
        NodeId from,
        int module,
        Bytes payload,
        boolean isBroadcast,
        Optional<Function<Bytes, CompletionStage<GroupResult>>> replying)
        implements GroupDelivery {

    @Override
    public boolean expectsReply() {
        return replying.isPresent();
    }

    @Override
    public CompletionStage<GroupResult> reply(Bytes answer) {
        return replying.orElseThrow(() -> new GossipException(
                        "nobody waits for an answer; ask expectsReply() first, or send(...) to from()"))
                .apply(answer);
    }
}
