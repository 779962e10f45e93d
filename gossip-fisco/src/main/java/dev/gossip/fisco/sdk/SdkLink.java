package dev.gossip.fisco.sdk;

import dev.gossip.api.Delivery;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The way to one SDK. */
record SdkLink(NodeContext context, String endpoint, NodeId id) {

    SendResult send(Message message) {
        return context.send(endpoint, id, message);
    }

    CompletionStage<Delivery> request(Message message, Duration timeout) {
        return context.request(endpoint, id, message, timeout);
    }
}
