package dev.gossip.state;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.observe.DropReason;
import dev.gossip.state.PayloadBuffer.Standing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of an item into the buffer: first whether it is wanted at all, then the check beside the lanes, then whether it
 * is still wanted. Lane-confined.
 */
final class Intake {

    /** An item of another node on its way in. */
    record Arrival(OrderedItem item, Optional<Envelope> envelope, Source source, LinkPeer from) {}

    private enum Outcome {
        VALID,
        INVALID,
        UNCHECKED
    }

    private final ChannelContext context;
    private final PayloadBuffer buffer;
    private final RecentItems recent;
    private final Committer committer;
    private final Runnable onChange;
    private final Map<Source, Long> received = new EnumMap<>(Source.class);
    private int checking;

    Intake(ChannelContext context, PayloadBuffer buffer, RecentItems recent, Committer committer, Runnable onChange) {
        this.context = context;
        this.buffer = buffer;
        this.recent = recent;
        this.committer = committer;
        this.onChange = onChange;
    }

    Map<Source, Long> received() {
        return received;
    }

    /** Takes one item. Accepted: valid and new. Ignored: nothing new, or not to be judged now. Rejected: invalid. */
    CompletionStage<Verdict> take(Arrival arrival) {
        if (!isWanted(arrival)) {
            return CompletableFuture.completedStage(Verdict.IGNORE);
        }
        return check(arrival).thenApply(outcome -> switch (outcome) {
            case VALID -> add(arrival) ? Verdict.ACCEPT : Verdict.IGNORE;
            case INVALID -> Verdict.REJECT;
            case UNCHECKED -> Verdict.IGNORE;
        });
    }

    /** Takes all items that are wanted, or none if one of them is invalid. @return whether none is invalid */
    CompletionStage<Boolean> takeAll(List<Arrival> arrivals) {
        List<Arrival> wanted = arrivals.stream().filter(this::isWanted).toList();
        CompletableFuture<List<Outcome>> outcomes = CompletableFuture.completedFuture(new ArrayList<>());
        for (Arrival arrival : wanted) {
            outcomes = outcomes.thenCombine(check(arrival), (list, outcome) -> {
                list.add(outcome);
                return list;
            });
        }
        return outcomes.thenApply(list -> {
            if (list.contains(Outcome.INVALID)) {
                return false;
            }
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) == Outcome.VALID) {
                    add(wanted.get(i));
                }
            }
            return true;
        });
    }

    /** Takes an item of our own, unchecked. @return how it stood before */
    Standing takeOwn(OrderedItem item) {
        Standing standing = buffer.add(item, Source.OWN);
        if (standing == Standing.WANTED) {
            count(Source.OWN);
        }
        return standing;
    }

    private boolean isWanted(Arrival arrival) {
        long sequence = arrival.item().sequence();
        Standing standing = buffer.standing(sequence, arrival.source());
        String number = "item " + Long.toUnsignedString(sequence);
        switch (standing) {
            case WANTED -> {
                return true;
            }
            case HELD -> context.dropped(arrival.from(), DropReason.DUPLICATE, number);
            case TOO_FAR ->
                context.dropped(
                        arrival.from(),
                        StateDrops.OUTSIDE_WINDOW,
                        number + " at height " + Long.toUnsignedString(buffer.height()) + " (bufferSize "
                                + context.config().bufferSize() + ")");
            case HALTED ->
                context.dropped(
                        arrival.from(),
                        StateDrops.CHANNEL_HALTED,
                        buffer.halted().orElse(""));
        }
        return false;
    }

    /** Completes on the lane, never exceptionally. */
    private CompletableFuture<Outcome> check(Arrival arrival) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        if (checking >= context.config().maxChecks()) {
            context.dropped(
                    arrival.from(),
                    DropReason.VERIFY_QUEUE_FULL,
                    "maxChecks " + context.config().maxChecks() + " items are being checked");
            outcome.complete(Outcome.UNCHECKED);
            return outcome;
        }
        checking++;
        OrderedItem item = arrival.item();
        ChannelSpec spec = context.spec();
        context.node()
                .offload(() -> spec.check().check(spec.scope(), item.sequence(), item.data()))
                .thenCompose(stage -> stage)
                .<Runnable>handle((result, failure) -> () -> {
                    checking--;
                    outcome.complete(
                            failure == null ? judge(arrival, result) : unchecked(arrival, Failures.text(failure)));
                })
                .thenAccept(context.lane()::execute);
        return outcome;
    }

    private Outcome judge(Arrival arrival, ItemCheck.Result result) {
        if (result.valid()) {
            return Outcome.VALID;
        }
        String number = Long.toUnsignedString(arrival.item().sequence());
        context.dropped(arrival.from(), StateDrops.INVALID_ITEM, "item " + number + ": " + result.reason());
        return Outcome.INVALID;
    }

    private Outcome unchecked(Arrival arrival, String failure) {
        context.dropped(arrival.from(), DropReason.HANDLER_FAILED, "the check of an item failed: " + failure);
        return Outcome.UNCHECKED;
    }

    private boolean add(Arrival arrival) {
        if (buffer.add(arrival.item(), arrival.source()) != Standing.WANTED) {
            return false;
        }
        arrival.envelope().ifPresent(envelope -> recent.add(arrival.item().sequence(), envelope));
        count(arrival.source());
        return true;
    }

    private void count(Source source) {
        received.merge(source, 1L, Long::sum);
        onChange.run();
        committer.advance();
    }
}
