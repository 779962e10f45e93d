package dev.gossip.fabric.privatedata;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The private data of one channel on this node. Thread-safe; nothing here blocks unless said. */
public final class PrivateDataChannel {

    private final PrivateDataSpec spec;
    private final PrivateCollections collections;
    private final CompletableFuture<Parts> started = new CompletableFuture<>();
    private volatile boolean stopped;

    PrivateDataChannel(PrivateDataSpec spec) {
        this.spec = spec;
        this.collections = spec.setup()
                .collections()
                .withImplicit(
                        spec.members().organisation(),
                        spec.config().implicitRequiredPeerCount(),
                        spec.config().implicitMaxPeerCount());
    }

    /**
     * Pushes what a transaction wrote privately to peers that may hold it and keeps it here until its block arrives; an
     * endorser does so before it answers. Waits until the node runs.
     *
     * @param simulationHeight height of the chain when the transaction was simulated (unsigned)
     * @param writes at most one for each collection
     * @return completes as soon as every collection's {@code requiredPeerCount} acknowledged. Exceptionally with a
     *     {@link GossipException} that names the collection and how many acknowledged, or an unknown collection, or if the
     *     node is closed
     */
    public CompletionStage<Void> disseminate(String txId, long simulationHeight, List<PrivateWrites> writes) {
        List<PrivateWrites> copy = List.copyOf(writes);
        return onLane(parts -> new Disseminator(parts.context).disseminate(txId, simulationHeight, copy));
    }

    /** The private writes under this key, if this node holds them. May read a disk. */
    public Optional<Bytes> read(PrivateDataKey key) {
        return spec.setup().store().read(key);
    }

    /** What is missing in the most recent {@code blocks} blocks that miss anything. May read a disk. */
    public List<PrivateDataKey> missing(int blocks) {
        return spec.setup().store().missing(height(), blocks);
    }

    /** Number of blocks whose private data was dealt with (unsigned). May read a disk. */
    public long height() {
        return spec.setup().store().height();
    }

    /**
     * Why this node deals with no more blocks' private data, if so: a store failed. Blocks are committed all the same, and
     * what was not dealt with is made up for after a restart.
     */
    public Optional<String> halted() {
        return started.handle((parts, failure) ->
                        failure == null ? parts.keeper.halted() : Optional.of(String.valueOf(failure.getMessage())))
                .getNow(Optional.empty());
    }

    /**
     * Looks for everything that is missing now, without waiting for the next interval.
     *
     * @return completes with how much was found
     */
    public CompletionStage<Integer> reconcile() {
        return onLane(parts -> parts.reconciler.run());
    }

    /** Hears of a block that the channel committed, with what came along with it. */
    public void committed(OrderedItem item) {
        onLane(parts -> {
            parts.keeper.brought(item.sequence(), item.companions());
            parts.keeper.reached(item.sequence() + 1);
            return CompletableFuture.completedFuture(true);
        });
    }

    /** What {@code to} may have of a block's private data, to go along with the block. Called beside the lanes. */
    public List<Bytes> companions(long block, LinkPeer to) {
        Optional<Parts> running = parts();
        if (running.isEmpty() || to.id().isEmpty()) {
            return List.of();
        }
        Responder rules = running.get().responder;
        return Companions.write(spec.setup().store().block(block).stream()
                .filter(each -> rules.mayHaveCommitted(
                        each.key().namespace(),
                        each.key().collection(),
                        block,
                        to.id().get()))
                .toList());
    }

    String name() {
        return spec.channel();
    }

    /** Its parts, once it runs. */
    Optional<Parts> parts() {
        return started.isCompletedExceptionally() ? Optional.empty() : Optional.ofNullable(started.getNow(null));
    }

    void launch(NodeContext node) {
        Lane lane = node.lane(spec.channel());
        // The node's randomness is not for several lanes at once: each channel gets a source of its own.
        node.control().execute(() -> {
            SplittableRandom random = new SplittableRandom(node.random().nextLong());
            PrivateTimers timers = PrivateTimers.of(node.metrics(), spec.channel());
            lane.execute(() -> open(new PrivateContext(node, spec, collections, timers, lane, random)));
        });
    }

    private void open(PrivateContext context) {
        context.node()
                .offload(() ->
                        new long[] {spec.setup().store().height(), spec.blocks().height()})
                .whenComplete((heights, failure) -> {
                    if (failure != null) {
                        context.failed("open");
                        started.completeExceptionally(new GossipException(
                                "the private data of channel '" + spec.channel() + "' cannot be read", failure));
                        return;
                    }
                    Parts parts = new Parts(context, heights[0]);
                    if (started.complete(parts)) {
                        parts.keeper.reached(heights[1]);
                    } else {
                        parts.stop();
                    }
                });
    }

    void stop() {
        stopped = true;
        started.completeExceptionally(closed());
        started.thenAccept(parts -> parts.context.lane().execute(parts::stop));
    }

    private GossipException closed() {
        return new GossipException("the node of channel '" + spec.channel() + "' is closed");
    }

    private <T> CompletionStage<T> onLane(Function<Parts, CompletionStage<T>> action) {
        if (stopped) {
            return CompletableFuture.failedFuture(closed());
        }
        return started.thenCompose(parts -> {
            CompletableFuture<T> result = new CompletableFuture<>();
            parts.context.lane().execute(() -> {
                try {
                    action.apply(parts).whenComplete((value, failure) -> {
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
        });
    }

    /** What runs on the channel's lane. */
    static final class Parts {

        final PrivateContext context;
        final PushReceiver receiver;
        final Responder responder;
        private final BlockKeeper keeper;
        private final Reconciler reconciler;
        private final Cancellable timer;

        Parts(PrivateContext context, long height) {
            this.context = context;
            WorkQueue queue = new WorkQueue(context.node());
            this.receiver = new PushReceiver(context, queue);
            this.responder = new Responder(context, queue);
            this.keeper = new BlockKeeper(context, height);
            this.reconciler = new Reconciler(context);
            this.timer = context.config().reconciliationEnabled()
                    ? context.lane().every(context.config().reconcileSleepInterval(), reconciler::run)
                    : () -> {};
        }

        void stop() {
            timer.cancel();
            keeper.stop();
        }
    }
}
