package dev.gossip.fabric.election;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.codec.Leadership;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Elects leaders in channels, each on the lane of its scope. Thread-safe. */
public final class ElectionExtension implements Extension {

    private final String endpoint;
    private final Map<String, ChannelElection> channels = new ConcurrentHashMap<>();
    private @Nullable NodeContext context;

    /** Without channels; for the endpoint of this name. */
    public ElectionExtension(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return "fabric-election";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Leadership.class);
    }

    /**
     * Takes part in a channel, before the node starts or while it runs.
     *
     * @throws IllegalArgumentException if that was done for this channel before
     */
    public synchronized ChannelElection open(String channel, ElectionConfig config, Electorate electorate) {
        ChannelElection election = new ChannelElection(endpoint, channel, config, electorate);
        if (channels.putIfAbsent(channel, election) != null) {
            throw new IllegalArgumentException("channel '" + channel + "' has an election already");
        }
        if (context != null) {
            election.launch(context);
        }
        return election;
    }

    @Override
    public synchronized void start(NodeContext node) {
        context = node;
        node.onBody(Leadership.class, (delivery, statement) -> handle(node, delivery, statement));
        channels.values().forEach(election -> election.launch(node));
    }

    @Override
    public synchronized void stop() {
        channels.values().forEach(ChannelElection::stop);
    }

    private CompletionStage<Verdict> handle(NodeContext node, Delivery delivery, Leadership statement) {
        String scope = delivery.message().topic().scope();
        ChannelElection election = delivery.from().endpoint().equals(endpoint) ? channels.get(scope) : null;
        if (election == null) {
            return dropped(node, delivery, DropReason.UNKNOWN_SCOPE, scope);
        }
        if (!election.isOn()) {
            return dropped(node, delivery, ElectionDropReasons.ELECTION_OFF, "useLeaderElection is false");
        }
        if (!election.admits(statement.subject())) {
            return dropped(node, delivery, ElectionDropReasons.NOT_IN_ELECTORATE, "by " + statement.subject());
        }
        election.onMessage(statement);
        return CompletableFuture.completedStage(Verdict.ACCEPT);
    }

    private static CompletionStage<Verdict> dropped(
            NodeContext node, Delivery delivery, DropReason reason, String detail) {
        node.dropped(
                delivery.from(),
                reason,
                "leadership in '" + delivery.message().topic().scope() + "': " + detail);
        return CompletableFuture.completedStage(Verdict.IGNORE);
    }
}
