package dev.gossip.fabric.privatedata;

import dev.gossip.api.Bytes;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Fetches later what was missing when its block was committed, the most recent blocks first. Lane-confined. */
final class Reconciler {

    /** Above every number of a block. */
    private static final long EVERYTHING = -1;

    private final PrivateContext context;
    private CompletionStage<Integer> running = CompletableFuture.completedFuture(0);

    Reconciler(PrivateContext context) {
        this.context = context;
    }

    /** Goes once through all that is missing, unless that is under way already. @return how much was filled */
    CompletionStage<Integer> run() {
        if (running.toCompletableFuture().isDone()) {
            running = below(EVERYTHING, 0).whenComplete((filled, failure) -> {
                if (failure != null) {
                    context.failed("reconcile");
                }
            });
        }
        return running;
    }

    private CompletionStage<Integer> below(long block, int filled) {
        long started = context.nanoTime();
        return context.node().offload(() -> batch(block)).thenCompose(keys -> {
            if (keys.isEmpty()) {
                return CompletableFuture.completedFuture(filled);
            }
            long lowest = keys.get(keys.size() - 1).block();
            return context.node()
                    .offload(() -> wanted(keys))
                    .thenCompose(wanted -> new Fetch(context, wanted).start())
                    .thenCompose(found -> context.node().offload(() -> fill(found)))
                    .thenCompose(more -> {
                        context.timers().reconciliation().record(context.nanoTime() - started);
                        return below(lowest, filled + more);
                    });
        });
    }

    /** Runs beside the lanes. */
    private List<PrivateDataKey> batch(long block) {
        return context.spec().setup().store().missing(block, context.config().reconcileBatchSize());
    }

    /** Runs beside the lanes. What we are no longer entitled to stays missing. */
    private List<Wanted> wanted(List<PrivateDataKey> keys) {
        Map<Long, Map<PrivateDataKey, BlockWrites.Hashed>> blocks = new HashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        for (PrivateDataKey key : keys) {
            BlockWrites.Hashed writes =
                    blocks.computeIfAbsent(key.block(), this::hashed).get(key);
            if (writes != null) {
                context.collections()
                        .at(key.namespace(), key.collection(), key.block())
                        .filter(context::isOurs)
                        .ifPresent(rules -> wanted.add(Wanted.of(writes, rules, true)));
            }
        }
        return wanted;
    }

    private Map<PrivateDataKey, BlockWrites.Hashed> hashed(long block) {
        Map<PrivateDataKey, BlockWrites.Hashed> byKey = new HashMap<>();
        context.spec()
                .blocks()
                .read(block)
                .ifPresent(bytes ->
                        BlockWrites.of(block, bytes).writes().forEach(writes -> byKey.put(writes.key(), writes)));
        return byKey;
    }

    /** Runs beside the lanes. */
    private int fill(Map<PrivateDataKey, Bytes> found) {
        found.forEach(context.spec().setup().store()::fill);
        return found.size();
    }
}
