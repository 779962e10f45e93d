package dev.gossip.amop.engine;

import dev.gossip.amop.AmopResult;
import dev.gossip.api.Cancellable;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks one candidate after the other, in random order and each once, until one answers, all have failed or the time is up.
 * Completes once, on the lane.
 */
final class Attempts<C> {

    private final Lane lane;
    private final Deque<C> left;
    private final Function<C, CompletionStage<AmopResult>> ask;
    private final CompletableFuture<AmopResult> result = new CompletableFuture<>();
    private Cancellable timer = () -> {};
    private int failures;
    private @Nullable AmopFailure last;
    private boolean alike = true;

    private Attempts(Lane lane, List<C> order, Function<C, CompletionStage<AmopResult>> ask) {
        this.lane = lane;
        this.left = new ArrayDeque<>(order);
        this.ask = ask;
    }

    /** Called on the lane, with at least one candidate. */
    static <C> CompletionStage<AmopResult> run(
            Lane lane,
            RandomGenerator random,
            List<C> candidates,
            Duration timeout,
            Function<C, CompletionStage<AmopResult>> ask) {
        Attempts<C> attempts = new Attempts<>(lane, shuffled(candidates, random), ask);
        attempts.timer = lane.schedule(timeout, () -> attempts.expired(timeout));
        attempts.next();
        return attempts.result;
    }

    private static <C> List<C> shuffled(List<C> candidates, RandomGenerator random) {
        List<C> order = new ArrayList<>(candidates);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }

    private void next() {
        if (result.isDone()) {
            return;
        }
        C candidate = left.poll();
        if (candidate == null) {
            end(new AmopResult.Failed(summary()));
            return;
        }
        // Through the lane each time: many candidates that fail at once must not grow the stack.
        ask.apply(candidate)
                .whenComplete((outcome, failure) -> lane.execute(() -> {
                    if (outcome instanceof AmopResult.Answered) {
                        end(outcome);
                    } else {
                        failed(
                                outcome instanceof AmopResult.Failed refused
                                        ? refused.failure()
                                        : new AmopFailure(Reason.FAILED, String.valueOf(failure)));
                    }
                }));
    }

    private void failed(AmopFailure failure) {
        alike &= last == null || last.reason() == failure.reason();
        last = failure;
        failures++;
        next();
    }

    private void expired(Duration timeout) {
        end(AmopResult.failed(Reason.TIMEOUT, "no answer within " + timeout + ", " + failures + " candidates failed"));
    }

    private void end(AmopResult outcome) {
        timer.cancel();
        result.complete(outcome);
    }

    /** The reason that all had, or that they had several. */
    private AmopFailure summary() {
        AmopFailure failure = Objects.requireNonNull(last);
        return failures == 1
                ? failure
                : new AmopFailure(
                        alike ? failure.reason() : Reason.FAILED,
                        "all " + failures + " candidates failed, the last one: " + failure.detail());
    }
}
