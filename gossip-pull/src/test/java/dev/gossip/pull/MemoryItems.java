package dev.gossip.pull;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps items in memory and remembers every call of {@link #add}. */
final class MemoryItems implements ItemStore {

    final Map<Bytes, Envelope> held = new LinkedHashMap<>();
    final List<List<Bytes>> added = new ArrayList<>();
    Predicate<Envelope> good = item -> true;
    Consumer<Bytes> onNew = id -> {};

    MemoryItems with(long... numbers) {
        for (long number : numbers) {
            put(Items.item(number));
        }
        return this;
    }

    void put(Envelope item) {
        Bytes id = Items.idOf(item).orElseThrow();
        if (held.put(id, item) == null) {
            onNew.accept(id);
        }
    }

    @Override
    public List<Bytes> ids() {
        return List.copyOf(held.keySet());
    }

    @Override
    public boolean contains(Bytes id) {
        return held.containsKey(id);
    }

    @Override
    public Optional<Envelope> get(Bytes id) {
        return Optional.ofNullable(held.get(id));
    }

    @Override
    public CompletionStage<Boolean> add(List<Envelope> items, LinkPeer from) {
        added.add(items.stream().map(item -> Items.idOf(item).orElseThrow()).toList());
        boolean allGood = items.stream().allMatch(good);
        if (allGood) {
            items.forEach(this::put);
        }
        return CompletableFuture.completedStage(allGood);
    }
}
