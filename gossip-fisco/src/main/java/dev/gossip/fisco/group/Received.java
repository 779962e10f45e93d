package dev.gossip.fisco.group;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.front.FrontMessage;
import java.util.concurrent.CompletionStage;

/** A message for a local node. */
record Received(GroupCalls calls, LocalNode to, NodeId from, FrontMessage message, boolean isBroadcast)
        implements GroupDelivery {

    @Override
    public String group() {
        return to.group();
    }

    @Override
    public int module() {
        return message.module();
    }

    @Override
    public Bytes payload() {
        return message.payload();
    }

    @Override
    public boolean expectsReply() {
        return !message.uuid().isEmpty();
    }

    @Override
    public CompletionStage<GroupResult> reply(Bytes payload) {
        if (!expectsReply()) {
            throw new GossipException("nobody waits for an answer; ask expectsReply() first, or send(...) to from()");
        }
        FrontMessage answer = message.answer(payload);
        return calls.call(engine -> engine.send(to, from, answer));
    }
}
