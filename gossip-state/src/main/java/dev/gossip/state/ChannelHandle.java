package dev.gossip.state;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Brings calls from any thread to the channel's lane, once the store has told its height. */
final class ChannelHandle implements StateChannel {

    private final ChannelSpec spec;
    private final Consumer<ChannelHandle> onClose;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ChannelCore> started = new CompletableFuture<>();
    private volatile ChannelStatus status = new ChannelStatus(0, 0, Map.of(), Optional.empty());
    private volatile Optional<RecentItems> recent = Optional.empty();

    ChannelHandle(ChannelSpec spec, Consumer<ChannelHandle> onClose) {
        this.spec = spec;
        this.onClose = onClose;
    }

    ChannelSpec spec() {
        return spec;
    }

    /** The channel, if it runs. */
    Optional<ChannelCore> core() {
        return started.isDone() && !started.isCompletedExceptionally() ? Optional.of(started.join()) : Optional.empty();
    }

    /** Starts the channel once the node runs. @throws GossipException if the endpoint does not exist */
    void launch(NodeContext node) {
        NodeId self = ChannelContext.selfOn(node, spec);
        Lane lane = node.lane(spec.scope());
        // The node's randomness is not for several lanes at once: each channel gets a source of its own, seeded from
        // it.
        node.control().execute(() -> {
            SplittableRandom random = new SplittableRandom(node.random().nextLong());
            lane.execute(() -> open(new ChannelContext(node, spec, self, lane, random)));
        });
    }

    private void open(ChannelContext context) {
        context.node().offload(spec.store()::height).whenComplete((height, failure) -> {
            if (failure != null) {
                fail("the height of the store could not be read: " + Failures.text(failure));
            } else if (!started.isDone()) {
                RecentItems items = new RecentItems(context.node().time(), spec.config());
                recent = Optional.of(items);
                ChannelCore core = new ChannelCore(context, height, items, now -> status = now, this::notifyListeners);
                core.start();
                measure(context.node());
                if (!started.complete(core)) {
                    core.close();
                }
            }
        });
    }

    private void measure(NodeContext node) {
        String[] tags = {"endpoint", spec.endpoint(), "scope", spec.scope()};
        node.metrics().gauge("gossip.state.height", () -> status.height(), tags);
        node.metrics().gauge("gossip.state.buffered", () -> status.buffered(), tags);
        node.metrics().gauge("gossip.state.halted", () -> status.isHealthy() ? 0 : 1, tags);
    }

    private void notifyListeners(OrderedItem item, Source source) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(item, source);
            } catch (RuntimeException e) {
                core().ifPresent(core -> core.context().failed("listener"));
            }
        }
    }

    @Override
    public String endpoint() {
        return spec.endpoint();
    }

    @Override
    public String scope() {
        return spec.scope();
    }

    @Override
    public ChannelStatus status() {
        return status;
    }

    @Override
    public CompletionStage<Boolean> submit(OrderedItem item) {
        return onLane(core -> core.submit(item));
    }

    @Override
    public CompletionStage<Boolean> offer(List<Envelope> items, Source source, LinkPeer from) {
        List<Envelope> copy = List.copyOf(items);
        return onLane(core -> core.offer(copy, source, from));
    }

    @Override
    public List<Bytes> recentIds() {
        return recent.map(RecentItems::ids).orElse(List.of());
    }

    @Override
    public Optional<Envelope> recent(Bytes id) {
        return recent.flatMap(items -> items.get(id));
    }

    @Override
    public boolean wants(Bytes id) {
        OptionalLong sequence = ItemIds.parse(id);
        ChannelStatus now = status;
        return sequence.isPresent()
                && core().isPresent()
                && now.isHealthy()
                && Long.compareUnsigned(sequence.getAsLong(), now.height()) >= 0
                && Long.compareUnsigned(
                                sequence.getAsLong() - now.height(),
                                spec.config().bufferSize())
                        < 0
                && recent(id).isEmpty();
    }

    @Override
    public void announce(List<State.Service> services) {
        List<State.Service> copy = List.copyOf(services);
        onLane(core -> core.services(copy));
    }

    @Override
    public void reconsiderAuthors() {
        onLane(core -> {
            core.reconsiderAuthors();
            return CompletableFuture.completedStage(true);
        });
    }

    @Override
    public CompletionStage<Void> leave() {
        return onLane(ChannelCore::leave);
    }

    @Override
    public Cancellable onCommit(CommitListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        onClose.accept(this);
        started.whenComplete((core, failure) -> {
            if (failure == null) {
                core.context().lane().execute(core::close);
            }
        });
        fail("the channel was closed before it started");
    }

    private void fail(String reason) {
        if (started.completeExceptionally(new GossipException("the " + spec + " is halted: " + reason))) {
            status = new ChannelStatus(0, 0, Map.of(), Optional.of(reason));
        }
    }

    private <T> CompletionStage<T> onLane(Function<ChannelCore, CompletionStage<T>> action) {
        return started.thenCompose(core -> core.onLane(() -> action.apply(core)));
    }
}
