package dev.gossip.core.dispatch;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Verdict;
import dev.gossip.spi.BodyHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Which extension handles which body; one handler per type. Thread-safe. */
public final class Handlers {

    private final Map<Class<?>, Entry<?>> byType = new ConcurrentHashMap<>();

    /** @throws GossipException if the type has a handler already */
    public <B extends Body> void add(Class<B> type, BodyHandler<B> handler) {
        if (byType.putIfAbsent(type, new Entry<>(type, handler)) != null) {
            throw new GossipException("two extensions handle " + type.getSimpleName() + "; leave one of them out");
        }
    }

    /** The verdict of the body's handler; empty if nobody handles it. */
    Optional<CompletionStage<Verdict>> handle(Delivery delivery) {
        Entry<?> entry = byType.get(delivery.message().body().getClass());
        return entry == null ? Optional.empty() : Optional.of(entry.call(delivery));
    }

    private record Entry<B extends Body>(Class<B> type, BodyHandler<B> handler) {
        CompletionStage<Verdict> call(Delivery delivery) {
            return handler.handle(delivery, type.cast(delivery.message().body()));
        }
    }
}
