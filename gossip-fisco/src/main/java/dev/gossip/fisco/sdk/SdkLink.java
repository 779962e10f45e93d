package dev.gossip.fisco.sdk;

import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The way to one SDK. */
record SdkLink(NodeContext context, LinkPeer peer, NodeId id) {

    SendResult send(Message message) {
        return context.send(peer.endpoint(), id, message);
    }

    CompletionStage<Delivery> request(Message message, Duration timeout) {
        return context.request(peer.endpoint(), id, message, timeout);
    }

    void dropped(DropReason reason, String detail) {
        context.dropped(peer, reason, detail);
    }
}
