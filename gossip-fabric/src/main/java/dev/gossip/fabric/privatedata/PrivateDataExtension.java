package dev.gossip.fabric.privatedata;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.codec.PrivateDataRequest;
import dev.gossip.fabric.codec.PrivateDataResponse;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Exchanges private data in channels, each on the lane of its scope. Thread-safe. */
public final class PrivateDataExtension implements Extension {

    private static final CompletionStage<Verdict> HANDLED = CompletableFuture.completedStage(Verdict.IGNORE);

    private final String endpoint;
    private final Map<String, PrivateDataChannel> channels = new ConcurrentHashMap<>();
    private @Nullable NodeContext context;

    /** Without channels; for the endpoint of this name. */
    public PrivateDataExtension(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return "fabric-private-data";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(PrivateData.class, PrivateDataRequest.class, PrivateDataResponse.class);
    }

    /**
     * Takes part in the private data of a channel, before the node starts or while it runs.
     *
     * @throws IllegalArgumentException if that was done for this channel before
     */
    public synchronized PrivateDataChannel open(PrivateDataSpec spec) {
        PrivateDataChannel channel = new PrivateDataChannel(spec);
        if (channels.putIfAbsent(spec.channel(), channel) != null) {
            throw new IllegalArgumentException("channel '" + spec.channel() + "' has private data already");
        }
        if (context != null) {
            channel.launch(context);
        }
        return channel;
    }

    @Override
    public synchronized void start(NodeContext node) {
        context = node;
        on(node, PrivateData.class, (parts, delivery, pushed) -> parts.receiver.onPush(delivery, pushed));
        on(node, PrivateDataRequest.class, (parts, delivery, request) -> parts.responder.onRequest(delivery, request));
        // Responses that were asked for go to whoever asked; a handler sees the others only.
        on(
                node,
                PrivateDataResponse.class,
                (parts, delivery, response) -> parts.context.dropped(
                        delivery.from(), DropReason.UNMATCHED_RESPONSE, "private data that nobody waits for"));
        channels.values().forEach(channel -> channel.launch(node));
    }

    @Override
    public synchronized void stop() {
        channels.values().forEach(PrivateDataChannel::stop);
    }

    private <B extends Body> void on(NodeContext node, Class<B> type, Step<B> step) {
        node.onBody(type, (delivery, body) -> {
            String scope = delivery.message().topic().scope();
            PrivateDataChannel channel = delivery.from().endpoint().equals(endpoint) ? channels.get(scope) : null;
            PrivateDataChannel.Parts parts =
                    channel == null ? null : channel.parts().orElse(null);
            if (parts == null) {
                node.dropped(
                        delivery.from(),
                        DropReason.UNKNOWN_SCOPE,
                        body.bodyName() + " for a channel without private data: '" + scope + "'");
            } else {
                parts.context.lane().execute(() -> step.take(parts, delivery, body));
            }
            return HANDLED;
        });
    }

    private interface Step<B> {
        void take(PrivateDataChannel.Parts parts, Delivery delivery, B body);
    }
}
