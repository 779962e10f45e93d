package dev.gossip.amop;

import dev.gossip.amop.engine.Network;
import dev.gossip.amop.engine.RemoteNode;
import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.NotSentException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink.Counter;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A real node: messages are {@link Opaque} bodies on network-wide topics. */
final class NodeNetwork implements Network {

    private final NodeContext context;
    private final Counter answered;
    private final Map<Reason, Counter> failures = new EnumMap<>(Reason.class);

    NodeNetwork(NodeContext context) {
        this.context = context;
        this.answered = context.metrics().counter("gossip.amop.publishes", "outcome", "answered");
        for (Reason reason : Reason.values()) {
            String outcome = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
            failures.put(reason, context.metrics().counter("gossip.amop.publishes", "outcome", outcome));
        }
    }

    @Override
    public Lane lane() {
        return context.control();
    }

    @Override
    public RandomGenerator random() {
        return context.random();
    }

    @Override
    public NodeId self() {
        return context.endpoints().get(0).self();
    }

    @Override
    public CompletionStage<AmopResult> request(RemoteNode node, Outgoing message, Duration timeout) {
        try {
            return context.request(node.endpoint(), node.id(), message(message, MessageKind.REQUEST), timeout)
                    .handle((answer, failure) -> answer == null ? failed(failure) : result(answer));
        } catch (GossipException e) {
            return CompletableFuture.completedStage(failed(e));
        }
    }

    private static Message message(Outgoing message, MessageKind kind) {
        return Message.of(Topic.named(message.topic()), Opaque.of(message.data()), kind, Correlation.NONE)
                .withAttributes(message.attributes());
    }

    private static AmopResult result(Delivery answer) {
        Message message = answer.message();
        if (message.body() instanceof AmopFailure failure) {
            return new AmopResult.Failed(failure);
        }
        return message.kind() == MessageKind.RESPONSE && message.body() instanceof Opaque reply
                ? new AmopResult.Answered(
                        new AmopReply(reply.joined(), message.attributes()),
                        answer.from().id())
                : AmopResult.failed(
                        Reason.FAILED, "answered by a " + message.body().bodyName());
    }

    private static AmopResult failed(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        return AmopResult.failed(reason(cause), cause == null ? "no answer" : String.valueOf(cause.getMessage()));
    }

    private static Reason reason(@Nullable Throwable cause) {
        if (cause instanceof NotSentException problem) {
            return switch (problem.result()) {
                case CONGESTED -> Reason.CONGESTED;
                case TOO_LARGE -> Reason.TOO_LARGE;
                default -> Reason.FAILED;
            };
        }
        return cause instanceof TimeoutException ? Reason.TIMEOUT : Reason.FAILED;
    }

    /** The node counts what it does not send. */
    @Override
    public boolean send(RemoteNode node, Outgoing message) {
        try {
            return context.send(node.endpoint(), node.id(), message(message, MessageKind.ONE_WAY))
                    == SendResult.ACCEPTED;
        } catch (GossipException e) {
            dropped(node, DropReason.REJECTED, "the protocol refuses a multicast: " + e.getMessage());
            return false;
        }
    }

    @Override
    public void ended(AmopResult result) {
        if (result instanceof AmopResult.Failed failed) {
            failures.get(failed.failure().reason()).increment();
        } else {
            answered.increment();
        }
    }

    @Override
    public <T> CompletionStage<T> offload(Callable<T> work) {
        return context.offload(work);
    }

    @Override
    public void dropped(RemoteNode from, DropReason reason, String detail) {
        report(from.endpoint(), Optional.of(from.id()), reason, detail);
    }

    @Override
    public void dropped(DropReason reason, String detail) {
        report(context.endpoints().get(0).name(), Optional.empty(), reason, detail);
    }

    private void report(String endpoint, Optional<NodeId> node, DropReason reason, String detail) {
        context.dropped(
                new LinkPeer(
                        endpoint,
                        node,
                        node.isPresent() ? Assurance.CLAIMED : Assurance.UNKNOWN,
                        Optional.empty(),
                        PeerAddress.of("unknown", 0),
                        Attributes.empty()),
                reason,
                detail);
    }
}
