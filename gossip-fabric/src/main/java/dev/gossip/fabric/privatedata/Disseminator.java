package dev.gossip.fabric.privatedata;

import dev.gossip.api.GossipException;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.fabric.privatedata.store.TransientEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Spreads what a transaction wrote privately, then keeps it here. Lane-confined. */
final class Disseminator {

    private final PrivateContext context;

    Disseminator(PrivateContext context) {
        this.context = context;
    }

    CompletionStage<Void> disseminate(String txId, long simulationHeight, List<PrivateWrites> writes) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        List<PrivateCollection> collections =
                writes.stream().map(this::collectionOf).toList();
        for (int i = 0; i < writes.size(); i++) {
            PrivateCollection collection = collections.get(i);
            PrivateData data = new PrivateData(
                    collection.namespace(),
                    collection.name(),
                    txId,
                    writes.get(i).rwset(),
                    simulationHeight,
                    Optional.of(collection.config()));
            all = all.thenCombine(new Push(context, collection, data).start(), (before, now) -> now);
        }
        return all.thenCompose(done -> context.node().offload(() -> keep(txId, simulationHeight, writes, collections)));
    }

    private PrivateCollection collectionOf(PrivateWrites writes) {
        if (writes.rwset().isEmpty()) {
            throw new GossipException("the writes to collection '" + writes.collection() + "' of '" + writes.namespace()
                    + "' are empty; leave them out");
        }
        return context.collections()
                .current(writes.namespace(), writes.collection())
                .orElseThrow(
                        () -> new GossipException("channel '" + context.spec().channel() + "' has no collection '"
                                + writes.collection() + "' of '" + writes.namespace() + "'"));
    }

    /** Runs beside the lanes. */
    private Void keep(
            String txId, long simulationHeight, List<PrivateWrites> writes, List<PrivateCollection> collections) {
        for (int i = 0; i < writes.size(); i++) {
            context.spec()
                    .setup()
                    .pending()
                    .put(new TransientEntry(
                            txId,
                            simulationHeight,
                            writes.get(i),
                            Optional.of(collections.get(i).config())));
        }
        return null;
    }
}
