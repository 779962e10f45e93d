package dev.gossip.pull;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads like another store and fails to add. */
record FailingStore(ItemStore inner) implements ItemStore {

    @Override
    public List<Bytes> ids() {
        return inner.ids();
    }

    @Override
    public boolean contains(Bytes id) {
        return inner.contains(id);
    }

    @Override
    public Optional<Envelope> get(Bytes id) {
        return inner.get(id);
    }

    @Override
    public CompletionStage<Boolean> add(List<Envelope> items, LinkPeer from) {
        return CompletableFuture.failedStage(new IllegalStateException("disk full"));
    }
}
