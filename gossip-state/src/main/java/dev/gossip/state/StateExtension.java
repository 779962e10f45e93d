package dev.gossip.state;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps channels in step with those of other nodes. Channels may be opened and closed at any time; each lives on the lane
 * of its scope. Thread-safe.
 */
public final class StateExtension implements Extension {

    private static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);

    private final Map<Key, ChannelHandle> channels = new ConcurrentHashMap<>();
    private @Nullable NodeContext context;

    /** An extension without channels. */
    public StateExtension() {}

    @Override
    public String name() {
        return "state";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(
                State.class,
                StateSnapshotRequest.class,
                StateSnapshot.class,
                OrderedItem.class,
                ItemRangeRequest.class,
                ItemRangeResponse.class);
    }

    /**
     * Opens a channel. It begins to work when the node runs and the store has told its height; what is submitted before
     * waits until then.
     *
     * @throws IllegalArgumentException if this channel is open already
     * @throws dev.gossip.api.GossipException if the node runs and has no such endpoint
     */
    public synchronized StateChannel open(ChannelSpec spec) {
        Key key = new Key(spec.endpoint(), spec.scope());
        ChannelHandle channel = new ChannelHandle(spec, closed -> channels.remove(key, closed));
        if (channels.containsKey(key)) {
            throw new IllegalArgumentException("the " + spec + " is open already; close it first");
        }
        if (context != null) {
            channel.launch(context);
        }
        channels.put(key, channel);
        return channel;
    }

    /** The open channel of an endpoint and a scope. */
    public Optional<StateChannel> channel(String endpoint, String scope) {
        return Optional.ofNullable(channels.get(new Key(endpoint, scope)));
    }

    @Override
    public synchronized void start(NodeContext node) {
        context = node;
        on(node, OrderedItem.class, ChannelCore::onItem);
        on(
                node,
                State.class,
                (core, delivery, state) -> CompletableFuture.completedStage(core.onState(delivery, state)));
        on(node, StateSnapshot.class, (core, delivery, snapshot) -> {
            core.onSnapshot(delivery, snapshot);
            return IGNORED;
        });
        on(node, StateSnapshotRequest.class, (core, delivery, request) -> {
            core.onSnapshotRequest(delivery);
            return IGNORED;
        });
        on(node, ItemRangeRequest.class, (core, delivery, range) -> {
            core.onRangeRequest(delivery, range);
            return IGNORED;
        });
        // Responses that were asked for go to whoever asked; a handler sees the others only.
        on(node, ItemRangeResponse.class, (core, delivery, range) -> {
            node.dropped(delivery.from(), DropReason.UNMATCHED_RESPONSE, "items that nobody waits for");
            return IGNORED;
        });
        channels.values().forEach(channel -> channel.launch(node));
    }

    @Override
    public synchronized void stop() {
        channels.values().forEach(ChannelHandle::close);
    }

    private <B extends Body> void on(NodeContext node, Class<B> type, Step<B> step) {
        node.onBody(type, (delivery, body) -> {
            LinkPeer from = delivery.from();
            String scope = delivery.message().topic().scope();
            ChannelHandle channel = channels.get(new Key(from.endpoint(), scope));
            Optional<ChannelCore> core = channel == null ? Optional.empty() : channel.core();
            if (channel == null || core.isEmpty()) {
                node.dropped(from, DropReason.UNKNOWN_SCOPE, body.bodyName() + " for no open channel: '" + scope + "'");
                return IGNORED;
            }
            return core.get().onLane(() -> take(node, channel, core.get(), step, delivery, body));
        });
    }

    private static <B> CompletionStage<Verdict> take(
            NodeContext node, ChannelHandle channel, ChannelCore core, Step<B> step, Delivery delivery, B body) {
        LinkPeer from = delivery.from();
        String what = delivery.message().body().bodyName() + " in '" + channel.scope() + "'";
        try {
            if (!channel.spec().participants().test(from)) {
                node.dropped(from, StateDrops.NOT_PARTICIPANT, what);
                return IGNORED;
            }
            return step.take(core, delivery, body);
        } catch (RuntimeException e) {
            // A rule of the user failed on what a peer sent: that costs this message only.
            node.dropped(from, DropReason.HANDLER_FAILED, what + ": " + e);
            return IGNORED;
        }
    }

    private interface Step<B> {
        CompletionStage<Verdict> take(ChannelCore core, Delivery delivery, B body);
    }

    private record Key(String endpoint, String scope) {}
}
