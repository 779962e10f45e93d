package dev.gossip.fisco.group.engine;

import dev.gossip.api.Delivery;
import dev.gossip.api.NodeId;
import dev.gossip.api.NotSentException;
import dev.gossip.api.SendResult;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.spi.Lane;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks one gateway after the other to hand a message over, until one has done so, one says that no other would help, or all
 * have failed. Runs on the lane.
 */
final class GatewaySearch {

    private final Lane lane;
    private final Deque<NodeId> left;
    private final Function<NodeId, CompletionStage<Delivery>> ask;
    private final CompletableFuture<GroupResult> result = new CompletableFuture<>();
    private int failures;
    private boolean onlyTimeouts = true;
    private String last = "";

    private GatewaySearch(Lane lane, Collection<NodeId> gateways, Function<NodeId, CompletionStage<Delivery>> ask) {
        this.lane = lane;
        this.left = new ArrayDeque<>(gateways);
        this.ask = ask;
    }

    /** @param gateways at least one, in the order in which they are asked */
    static CompletionStage<GroupResult> run(
            Lane lane, Collection<NodeId> gateways, Function<NodeId, CompletionStage<Delivery>> ask) {
        GatewaySearch search = new GatewaySearch(lane, gateways, ask);
        search.next();
        return search.result;
    }

    private void next() {
        NodeId gateway = left.poll();
        if (gateway == null) {
            result.complete(GroupResult.failed(
                    onlyTimeouts ? DeliveryCode.TIMEOUT : DeliveryCode.ALL_GATEWAYS_FAILED,
                    "all " + failures + " gateways failed, the last one: " + last));
            return;
        }
        // Through the lane each time: many gateways that fail at once must not grow the stack.
        ask.apply(gateway)
                .whenComplete((answer, failure) -> lane.execute(() -> judge(gateway, code(answer, failure), failure)));
    }

    private static int code(@Nullable Delivery answer, @Nullable Throwable failure) {
        if (answer != null && answer.message().body() instanceof DeliveryCode told) {
            return told.code();
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof NotSentException problem && problem.result() == SendResult.CONGESTED) {
            return DeliveryCode.BANDWIDTH_OVERFLOW;
        }
        return cause instanceof TimeoutException ? DeliveryCode.TIMEOUT : DeliveryCode.REFUSED;
    }

    private void judge(NodeId gateway, int code, @Nullable Throwable failure) {
        switch (code) {
            case DeliveryCode.OK -> result.complete(GroupResult.OK);
            case DeliveryCode.BANDWIDTH_OVERFLOW, DeliveryCode.QPS_OVERFLOW ->
                result.complete(GroupResult.failed(
                        code,
                        failure == null
                                ? "gateway " + gateway + " has more to do than it may"
                                : String.valueOf(failure.getMessage())));
            default -> {
                failures++;
                onlyTimeouts &= code == DeliveryCode.TIMEOUT;
                last = gateway + (failure == null ? " answered " + code : ": " + failure.getMessage());
                next();
            }
        }
    }
}
