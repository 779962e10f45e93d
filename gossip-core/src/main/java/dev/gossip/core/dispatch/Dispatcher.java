package dev.gossip.core.dispatch;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Delivery;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.lane.Lanes;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.store.MessageStore.Standing;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Brings verified messages to their handlers on the lane of their scope, and acts on the verdict: an accepted one is
 * remembered and spread, a rejected one is held against the link peer.
 */
public final class Dispatcher {

    private final Lanes lanes;
    private final Handlers handlers;
    private final Subscriptions subscriptions;
    private final RequestTable requests;
    private final Outbound outbound;
    private final Spreader spreader;
    private final Reporter reporter;
    private final NodeLimits limits;

    public Dispatcher(
            Lanes lanes,
            Handlers handlers,
            Subscriptions subscriptions,
            RequestTable requests,
            Outbound outbound,
            Spreader spreader,
            Reporter reporter,
            NodeLimits limits) {
        this.lanes = lanes;
        this.handlers = handlers;
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.outbound = outbound;
        this.spreader = spreader;
        this.reporter = reporter;
        this.limits = limits;
    }

    /** Hands a message to its lane, or drops it if it is one too many or the lane is full. */
    void accept(Inbound inbound) {
        Optional<DropReason> refusal = refusal(inbound);
        if (refusal.isPresent()) {
            drop(inbound, refusal.get(), inbound.envelope().body().bodyName() + " came too soon after others");
            inbound.charge().release();
            return;
        }
        SerialLane lane = lanes.lane(inbound.envelope().topic().scope());
        if (!lane.offer(() -> onLane(inbound, lane))) {
            if (!lane.isClosed()) {
                drop(inbound, DropReason.LANE_FULL, lane + " holds " + lane.depth() + " tasks (limit laneTasks)");
            }
            inbound.charge().release();
        }
    }

    private Optional<DropReason> refusal(Inbound inbound) {
        try {
            return outbound.traffic().rule().arriving(inbound.from(), inbound.envelope());
        } catch (RuntimeException | Error e) {
            failed(inbound, e);
            return Optional.empty();
        }
    }

    private void onLane(Inbound inbound, SerialLane lane) {
        try {
            handle(inbound, lane);
        } catch (RuntimeException | Error e) {
            failed(inbound, e);
            inbound.charge().release();
        }
    }

    private void handle(Inbound inbound, SerialLane lane) {
        Delivery delivery = new LinkDelivery(inbound, outbound);
        if (isAnswer(delivery.message().kind()) && requests.complete(delivery)) {
            inbound.charge().release();
            return;
        }
        if (isOldByNow(inbound)) {
            drop(inbound, DropReason.DUPLICATE, "a copy came first");
            inbound.charge().release();
            return;
        }
        judge(inbound, delivery, lane).whenComplete((judged, failure) -> {
            inbound.charge().release();
            conclude(inbound, judged, failure);
        });
    }

    private static boolean isAnswer(MessageKind kind) {
        return kind == MessageKind.RESPONSE || kind == MessageKind.ERROR;
    }

    /** Copies that were verified at the same time meet here, in serial order. */
    private boolean isOldByNow(Inbound inbound) {
        Endpoint endpoint = inbound.endpoint();
        if (endpoint.store().standing(inbound.envelope().sealed()) != Standing.NEWS) {
            return true;
        }
        return endpoint.spoken().dissemination().relays(inbound.envelope().message())
                && !endpoint.seen().note(inbound.envelope().id(), inbound.from().id());
    }

    /** A mailbox keeps the time for its own messages. */
    private CompletionStage<Verdict> judge(Inbound inbound, Delivery delivery, SerialLane lane) {
        Body body = delivery.message().body();
        try {
            Optional<CompletionStage<Verdict>> handled =
                    handlers.handle(delivery).map(verdict -> inTime(inbound, verdict.toCompletableFuture(), lane));
            if (body instanceof Opaque) {
                return together(handled, subscriptions.deliver(delivery));
            }
            if (handled.isPresent()) {
                return handled.get();
            }
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
        drop(inbound, DropReason.UNHANDLED_BODY, "no extension handles " + body.bodyName());
        return CompletableFuture.completedFuture(Verdict.IGNORE);
    }

    /**
     * An extension that handles application messages hides them from no subscription. A message for which there is neither is
     * accepted, so that it can travel on to those who have some.
     */
    private static CompletionStage<Verdict> together(
            Optional<CompletionStage<Verdict>> handled, Optional<CompletionStage<Verdict>> heard) {
        if (handled.isPresent() && heard.isPresent()) {
            return handled.get().thenCombine(heard.get(), Subscriptions::stronger);
        }
        return handled.or(() -> heard).orElseGet(() -> CompletableFuture.completedFuture(Verdict.ACCEPT));
    }

    private CompletionStage<Verdict> inTime(Inbound inbound, CompletableFuture<Verdict> handled, SerialLane lane) {
        if (handled.isDone()) {
            return handled;
        }
        CompletableFuture<Verdict> verdict = handled.copy();
        Cancellable timer = lane.schedule(limits.verdictTimeout(), () -> {
            if (verdict.complete(Verdict.IGNORE)) {
                drop(inbound, DropReason.HANDLER_FAILED, "no verdict within " + limits.verdictTimeout());
            }
        });
        verdict.whenComplete((judged, failure) -> timer.cancel());
        return verdict;
    }

    /** What fails here would vanish in the stage that led here, so it is counted here. */
    private void conclude(Inbound inbound, @Nullable Verdict verdict, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                failed(inbound, failure);
            } else if (verdict == null) {
                failed(inbound, new NullPointerException("the verdict is null"));
            } else {
                conclude(inbound, verdict);
            }
        } catch (RuntimeException | Error e) {
            failed(inbound, e);
        }
    }

    private void conclude(Inbound inbound, Verdict verdict) {
        Endpoint endpoint = inbound.endpoint();
        switch (verdict) {
            case REJECT ->
                drop(inbound, DropReason.REJECTED, inbound.envelope().body().bodyName() + " was rejected");
            case IGNORE -> giveAnotherChance(inbound);
            case ACCEPT -> {
                endpoint.store().put(inbound.envelope());
                if (endpoint.spoken().dissemination().relays(inbound.envelope().message())) {
                    spreader.spread(endpoint, inbound.envelope(), inbound.from().id());
                }
            }
        }
    }

    private void failed(Inbound inbound, Throwable failure) {
        drop(
                inbound,
                DropReason.HANDLER_FAILED,
                "handling " + inbound.envelope().body().bodyName() + " failed: " + failure);
    }

    /**
     * A statement that was not wanted yet may be wanted later. An application's message is judged once, also if its
     * subscriptions were full: under overload another copy would cost another verification.
     */
    private void giveAnotherChance(Inbound inbound) {
        Endpoint endpoint = inbound.endpoint();
        if (endpoint.spoken().supersession().keyOf(inbound.envelope().sealed()).isPresent()) {
            endpoint.seen().forget(inbound.envelope().id());
        }
    }

    private void drop(Inbound inbound, DropReason reason, String detail) {
        reporter.dropped(inbound.from(), reason, detail);
    }
}
