package dev.gossip.core.dispatch;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Verdict;
import dev.gossip.spi.BodyHandler;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Which extension handles which body; one handler per type and endpoint. Thread-safe. */
public final class Handlers {

    private final Map<Class<?>, Map<String, Entry<?>>> byType = new ConcurrentHashMap<>();

    /** @throws GossipException if the type has a handler already on one of the endpoints */
    public <B extends Body> void add(Class<B> type, Collection<String> endpoints, BodyHandler<B> handler) {
        Map<String, Entry<?>> byEndpoint = byType.computeIfAbsent(type, key -> new ConcurrentHashMap<>());
        Entry<B> entry = new Entry<>(type, handler);
        for (String endpoint : endpoints) {
            if (byEndpoint.putIfAbsent(endpoint, entry) != null) {
                throw new GossipException("two extensions handle " + type.getSimpleName() + " on endpoint '" + endpoint
                        + "'; leave one of them out or place them on different endpoints");
            }
        }
    }

    /** The verdict of the body's handler; empty if nobody handles it. */
    Optional<CompletionStage<Verdict>> handle(Delivery delivery) {
        Map<String, Entry<?>> byEndpoint = byType.get(delivery.message().body().getClass());
        Entry<?> entry =
                byEndpoint == null ? null : byEndpoint.get(delivery.from().endpoint());
        return entry == null ? Optional.empty() : Optional.of(entry.call(delivery));
    }

    private record Entry<B extends Body>(Class<B> type, BodyHandler<B> handler) {
        CompletionStage<Verdict> call(Delivery delivery) {
            return handler.handle(delivery, type.cast(delivery.message().body()));
        }
    }
}
