package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs pulls on a node. Each pull lives on the lane of its scope; pulls may come and go while the node runs, for example
 * as channels are joined and left. Thread-safe.
 */
public final class PullExtension implements Extension {

    /** Steps of a pull are never passed on. */
    static final CompletionStage<Verdict> IGNORED = CompletableFuture.completedStage(Verdict.IGNORE);

    private final Map<Key, PullSpec> specs = new LinkedHashMap<>();
    private final Map<Key, RunningPull> running = new ConcurrentHashMap<>();
    private @Nullable NodeContext context;

    /** @throws IllegalArgumentException if two pulls share endpoint, item type and scope */
    public PullExtension(List<PullSpec> pulls) {
        pulls.forEach(this::add);
    }

    /** @throws IllegalArgumentException if two pulls share endpoint, item type and scope */
    public PullExtension(PullSpec... pulls) {
        this(List.of(pulls));
    }

    @Override
    public String name() {
        return "pull";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Hello.class, Digest.class, Request.class, Update.class);
    }

    /**
     * Adds a pull; if the node runs, its first round begins one interval from now.
     *
     * @throws IllegalArgumentException if there is a pull with this endpoint, item type and scope already
     */
    public synchronized void add(PullSpec spec) {
        if (specs.putIfAbsent(Key.of(spec), spec) != null) {
            throw new IllegalArgumentException("there is a " + spec + " already; remove it first");
        }
        if (context != null) {
            launch(context, spec);
        }
    }

    /**
     * Ends a pull; messages for it are dropped from now on.
     *
     * @return whether there was such a pull
     */
    public synchronized boolean remove(String endpoint, String itemType, String scope) {
        Key key = new Key(endpoint, itemType, scope);
        RunningPull pull = running.remove(key);
        if (pull != null) {
            pull.halt();
        }
        return specs.remove(key) != null;
    }

    @Override
    public synchronized void start(NodeContext node) {
        context = node;
        on(node, Hello.class, Hello::itemType, (engine, delivery, hello) -> {
            engine.onHello(delivery.from(), hello, delivery::reply);
            return IGNORED;
        });
        on(node, Digest.class, Digest::itemType, (engine, delivery, digest) -> {
            engine.onDigest(delivery.from(), digest);
            return IGNORED;
        });
        on(node, Request.class, Request::itemType, (engine, delivery, request) -> {
            engine.onRequest(delivery.from(), request, delivery::reply);
            return IGNORED;
        });
        on(
                node,
                Update.class,
                Update::itemType,
                (engine, delivery, update) -> engine.onUpdate(delivery.from(), update));
        specs.values().forEach(spec -> launch(node, spec));
    }

    @Override
    public synchronized void stop() {
        running.values().forEach(RunningPull::halt);
        running.clear();
        specs.clear();
    }

    private void launch(NodeContext node, PullSpec spec) {
        RunningPull pull = new RunningPull(spec, node);
        running.put(Key.of(spec), pull);
        pull.launch();
    }

    private <B extends Body> void on(NodeContext node, Class<B> type, Function<B, String> itemType, Step<B> step) {
        node.onBody(type, (delivery, body) -> {
            LinkPeer from = delivery.from();
            Key key = new Key(
                    from.endpoint(),
                    itemType.apply(body),
                    delivery.message().topic().scope());
            RunningPull pull = running.get(key);
            if (pull == null) {
                node.dropped(from, DropReason.UNKNOWN_SCOPE, body.bodyName() + " for no pull of ours: " + key);
                return IGNORED;
            }
            return pull.take(from, body.bodyName(), engine -> step.take(engine, delivery, body));
        });
    }

    private interface Step<B> {
        CompletionStage<Verdict> take(PullEngine engine, Delivery delivery, B body);
    }

    private record Key(String endpoint, String itemType, String scope) {
        static Key of(PullSpec spec) {
            return new Key(spec.endpoint(), spec.itemType(), spec.topic().scope());
        }
    }
}
