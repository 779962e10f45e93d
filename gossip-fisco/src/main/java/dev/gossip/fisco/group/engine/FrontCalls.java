package dev.gossip.fisco.group.engine;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Requests of local nodes that wait for the answer of another node, by the uuid that both messages carry. On the lane. */
final class FrontCalls {

    private final Lane lane;
    private final RandomGenerator random;
    private final Map<Bytes, Call> waiting = new HashMap<>();

    FrontCalls(Lane lane, RandomGenerator random) {
        this.lane = lane;
        this.random = random;
    }

    Call open(LocalNode from, NodeId to, Duration timeout) {
        // Nodes of FISCO BCOS write a random uuid in 32 hexadecimal digits; whoever answers repeats it.
        Bytes uuid = Bytes.utf8(String.format("%016x%016x", random.nextLong(), random.nextLong()));
        Call call = new Call(uuid, from, to, new CompletableFuture<>());
        waiting.put(uuid, call);
        Cancellable timer = lane.schedule(
                timeout,
                () -> call.answer.complete(
                        GroupResult.failed(DeliveryCode.TIMEOUT, "node " + to + " did not answer within " + timeout)));
        call.answer.whenComplete((result, failure) -> {
            timer.cancel();
            waiting.remove(uuid);
        });
        return call;
    }

    /** Only the node that was asked can answer. @return whether somebody waited */
    boolean answered(LocalNode to, NodeId from, FrontMessage message) {
        Call call = waiting.get(message.uuid());
        return call != null
                && call.from == to
                && call.to.equals(from)
                && call.answer.complete(new GroupResult(DeliveryCode.OK, message.payload(), ""));
    }

    record Call(Bytes uuid, LocalNode from, NodeId to, CompletableFuture<GroupResult> answer) {}
}
