package dev.gossip.fisco.group.engine;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Modules of nodes of generation 2, where a node's id is that of its gateway and only neighbours are reached. Whether a
 * message arrived nobody says, unless it is answered. On the control lane.
 */
record Neighbours(NodeContext context, String endpoint, FiscoEndpoint spoken) {

    /** Of the modules' own packet types; modules of consensus and synchronisation say theirs in the payload, too. */
    private static final int PACKET_TYPE = 0;

    GroupResult send(String group, NodeId to, int module, Bytes payload) {
        if (!isLinked(to)) {
            return noSession(to);
        }
        try {
            SendResult result = context.send(endpoint, to, message(group, module, payload, spoken.nextCorrelation()));
            return switch (result) {
                case ACCEPTED -> GroupResult.OK;
                case CLOSED -> noSession(to);
                default -> GroupResult.failed(DeliveryCode.REFUSED, "the message was not sent: " + result);
            };
        } catch (GossipException e) {
            return GroupResult.failed(DeliveryCode.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    CompletionStage<GroupResult> request(String group, NodeId to, int module, Bytes payload, Duration timeout) {
        if (!isLinked(to)) {
            return CompletableFuture.completedStage(noSession(to));
        }
        return context.request(endpoint, to, message(group, module, payload, Correlation.NONE), timeout)
                .handle((answer, failure) -> result(to, answer, failure));
    }

    private boolean isLinked(NodeId node) {
        return context.peers().find(endpoint, node).filter(Peer::connected).isPresent();
    }

    private static GroupResult noSession(NodeId to) {
        return GroupResult.failed(DeliveryCode.NO_GATEWAY, "there is no link to node " + to);
    }

    private static Message message(String group, int module, Bytes payload, Correlation correlation) {
        return Message.of(
                Topic.scope(group), new ModuleMessage(module, PACKET_TYPE, payload), MessageKind.REQUEST, correlation);
    }

    private static GroupResult result(NodeId to, @Nullable Delivery answer, @Nullable Throwable failure) {
        if (answer != null && answer.message().body() instanceof ModuleMessage told) {
            return new GroupResult(DeliveryCode.OK, told.payload(), "");
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return GroupResult.failed(
                cause instanceof TimeoutException ? DeliveryCode.TIMEOUT : DeliveryCode.NO_GATEWAY,
                "node " + to + " did not answer: " + (cause == null ? "" : cause.getMessage()));
    }

    /** @return to how many neighbours it was sent; nobody knows what they are */
    int broadcast(String group, int module, Bytes payload) {
        int told = 0;
        for (Peer peer : context.peers().all()) {
            if (peer.endpoint().equals(endpoint) && peer.connected()) {
                told += context.send(endpoint, peer.id(), message(group, module, payload, spoken.nextCorrelation()))
                                == SendResult.ACCEPTED
                        ? 1
                        : 0;
            }
        }
        return told;
    }

    /** The answer to a module's message. */
    static GroupResult reply(Delivery delivery, ModuleMessage asked, Bytes payload) {
        try {
            SendResult result = delivery.reply(new ModuleMessage(asked.module(), asked.type(), payload));
            return result == SendResult.ACCEPTED
                    ? GroupResult.OK
                    : GroupResult.failed(DeliveryCode.NO_GATEWAY, "the answer was not sent: " + result);
        } catch (GossipException e) {
            return GroupResult.failed(DeliveryCode.REFUSED, String.valueOf(e.getMessage()));
        }
    }
}
