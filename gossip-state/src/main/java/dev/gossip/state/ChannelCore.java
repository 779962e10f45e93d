package dev.gossip.state;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Peer;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.state.Intake.Arrival;
import dev.gossip.state.PayloadBuffer.Pending;
import dev.gossip.state.PayloadBuffer.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The parts of a channel that runs, and how they hang together. Lane-confined but for {@link #onLane}. */
final class ChannelCore {

    private final ChannelContext context;
    private final Consumer<ChannelStatus> onStatus;
    private final CommitListener onCommit;
    private final RecentItems recent;
    private final PayloadBuffer buffer;
    private final Committer committer;
    private final Intake intake;
    private final OwnState own;
    private final StateTable table;
    private final TransferRequester requester;
    private final TransferResponder responder;
    private final List<Cancellable> timers = new ArrayList<>();

    ChannelCore(
            ChannelContext context,
            long height,
            RecentItems recent,
            Consumer<ChannelStatus> onStatus,
            CommitListener onCommit) {
        this.context = context;
        this.onStatus = onStatus;
        this.onCommit = onCommit;
        this.recent = recent;
        this.buffer = new PayloadBuffer(height, context.config().bufferSize());
        this.committer = new Committer(context, buffer, this::committed, this::report);
        this.intake = new Intake(context, buffer, recent, committer, this::report);
        this.own = new OwnState(context, height);
        this.table = new StateTable(context);
        this.requester = new TransferRequester(context, buffer, intake);
        this.responder = new TransferResponder(context);
    }

    void start() {
        StateConfig config = context.config();
        timers.add(context.every(config.publishInterval(), own::tick));
        timers.add(context.every(config.requestInterval(), this::askForStandings));
        timers.add(context.every(config.sweepInterval(), table::sweep));
        timers.add(context.every(config.transfer().checkInterval(), requester::check));
        report();
    }

    void close() {
        timers.forEach(Cancellable::cancel);
        timers.clear();
        table.clear();
        committer.halt("the channel was closed");
    }

    ChannelContext context() {
        return context;
    }

    /**
     * Runs something on the channel's lane, from any thread. Also for messages, although they come on the lane of their
     * scope: that is another one if the scope was joined, or left and joined again, after the channel was opened.
     */
    <T> CompletableFuture<T> onLane(Supplier<CompletionStage<T>> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.lane().execute(() -> {
            try {
                action.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    CompletionStage<Boolean> submit(OrderedItem item) {
        Standing standing = intake.takeOwn(item);
        return switch (standing) {
            case WANTED -> {
                push(item);
                yield committer.whenCommitted(item.sequence()).thenApply(done -> true);
            }
            case HELD -> committer.whenCommitted(item.sequence()).thenApply(done -> false);
            case TOO_FAR ->
                refused("item " + Long.toUnsignedString(item.sequence()) + " is too far above height "
                        + Long.toUnsignedString(buffer.height()) + ": own items may be less than "
                        + buffer.window(Source.OWN)
                        + " (twice bufferSize) above it; wait for earlier ones to be stored");
            case HALTED ->
                refused("the " + context.spec() + " is halted: "
                        + buffer.halted().orElse(""));
        };
    }

    CompletionStage<Boolean> offer(List<Envelope> items, Source source, LinkPeer from) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Envelope envelope : items) {
            if (!(envelope.body() instanceof OrderedItem item)) {
                context.dropped(
                        from, StateDrops.INVALID_ITEM, "a " + envelope.body().bodyName() + " is no ordered item");
                return CompletableFuture.completedStage(false);
            }
            arrivals.add(arrival(item, envelope, source, from));
        }
        return intake.takeAll(arrivals);
    }

    CompletionStage<Void> services(List<State.Service> services) {
        return own.services(services);
    }

    CompletionStage<Void> leave() {
        return own.leave();
    }

    void reconsiderAuthors() {
        table.reconsider();
    }

    CompletionStage<Verdict> onItem(Delivery delivery, OrderedItem item) {
        return intake.take(arrival(item, delivery.envelope(), Source.PUSH, delivery.from()));
    }

    Verdict onState(Delivery delivery, State state) {
        return table.onState(delivery.from(), delivery.envelope(), state);
    }

    void onSnapshot(Delivery delivery, StateSnapshot snapshot) {
        table.onSnapshot(delivery.from(), snapshot);
    }

    void onSnapshotRequest(Delivery delivery) {
        List<Envelope> elements = new ArrayList<>();
        own.current()
                .flatMap(statement -> context.node().redact(statement, delivery.from()))
                .ifPresent(elements::add);
        elements.addAll(table.visibleTo(delivery.from()));
        if (!elements.isEmpty()) {
            delivery.reply(new StateSnapshot(elements));
        }
    }

    void onRangeRequest(Delivery delivery, ItemRangeRequest range) {
        responder.onRequest(delivery, range);
    }

    /** Companions are for entitled peers, one by one; what comes with an item that everybody gets is not theirs. */
    private static Arrival arrival(OrderedItem item, Envelope envelope, Source source, LinkPeer from) {
        OrderedItem bare = OrderedItem.of(item.sequence(), item.data());
        return new Arrival(bare, Optional.of(envelope), source, from);
    }

    private void push(OrderedItem item) {
        context.seal(OrderedItem.of(item.sequence(), item.data())).whenComplete((envelope, failure) -> {
            if (failure == null) {
                recent.add(item.sequence(), envelope);
                context.publish(envelope);
            } else {
                context.failed("seal-item");
            }
        });
    }

    private void committed(Pending done) {
        own.height(buffer.height());
        report();
        onCommit.committed(done.item(), done.source());
        requester.onCommitted();
    }

    private void askForStandings() {
        table.refreshView();
        for (Peer peer : Samples.pick(context.partners(), context.config().pullPeers(), context.random())) {
            context.send(peer.id(), new StateSnapshotRequest());
        }
    }

    private void report() {
        onStatus.accept(new ChannelStatus(buffer.height(), buffer.buffered(), intake.received(), buffer.halted()));
    }

    private static CompletionStage<Boolean> refused(String why) {
        return CompletableFuture.failedStage(new GossipException(why));
    }
}
