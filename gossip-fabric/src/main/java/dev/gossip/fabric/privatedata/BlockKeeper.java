package dev.gossip.fabric.privatedata;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.PrivateRecord;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.fabric.privatedata.store.TransientEntry;
import dev.gossip.fabric.privatedata.store.TransientStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Gathers the private data of each committed block, one block after the other: from what came with it, from what was
 * pushed before, from peers. What is not found is recorded as missing. Follows the chain at its own pace, so that blocks
 * never wait for it, and goes on where it stopped before a restart. Lane-confined.
 */
final class BlockKeeper {

    /** Fabric's pause between two attempts; it has no key. */
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /** What came with blocks is kept while earlier ones are dealt with, up to so many bytes; the rest is fetched. */
    private static final long MAX_COMPANION_BYTES = 64L << 20;

    private record Work(
            long block, BlockWrites writes, List<Wanted> wanted, Map<PrivateDataKey, Bytes> held, long started) {

        List<Wanted> open(boolean skipInvalid) {
            return wanted.stream()
                    .filter(each -> !held.containsKey(each.key()))
                    .filter(each -> !skipInvalid || each.writes().valid())
                    .toList();
        }
    }

    private final PrivateContext context;
    private final Map<Long, List<Bytes>> companions = new LinkedHashMap<>();
    private long companionBytes;
    private long next;
    private long chain;
    private boolean busy;
    private boolean stopped;
    private volatile Optional<String> halted = Optional.empty();

    /** @param height of the store of private data */
    BlockKeeper(PrivateContext context, long height) {
        this.context = context;
        this.next = height;
    }

    /** The chain has this height now. */
    void reached(long height) {
        chain = Long.compareUnsigned(height, chain) > 0 ? height : chain;
        step();
    }

    /** Private data came with a block that will be committed. */
    void brought(long block, List<Bytes> data) {
        long bytes = size(data);
        boolean due = !stopped && Long.compareUnsigned(block, next + (busy ? 1 : 0)) >= 0;
        if (due && bytes > 0 && companionBytes + bytes <= MAX_COMPANION_BYTES) {
            companions.put(block, data);
            companionBytes += bytes;
        }
    }

    /** Why it goes no further; any thread may ask. */
    Optional<String> halted() {
        return halted;
    }

    void stop() {
        stopped = true;
    }

    private void step() {
        if (busy || stopped || Long.compareUnsigned(next, chain) >= 0) {
            return;
        }
        busy = true;
        long block = next;
        List<Bytes> brought = Optional.ofNullable(companions.remove(block)).orElse(List.of());
        companionBytes -= size(brought);
        context.node()
                .offload(() -> prepare(block, brought))
                .thenAccept(this::search)
                .exceptionally(failure -> halt("read", failure));
    }

    private static long size(List<Bytes> data) {
        return data.stream().mapToLong(Bytes::length).sum();
    }

    /** Runs beside the lanes. */
    private Work prepare(long block, List<Bytes> brought) {
        long started = context.nanoTime();
        BlockWrites writes = context.spec()
                .blocks()
                .read(block)
                .map(bytes -> BlockWrites.of(block, bytes))
                .orElse(BlockWrites.NOTHING);
        List<Wanted> wanted =
                writes.writes().stream().flatMap(each -> wanted(each).stream()).toList();
        long listed = context.nanoTime();
        context.timers().listMissing().record(listed - started);
        Map<PrivateDataKey, Bytes> candidates = candidates(block, brought);
        Map<PrivateDataKey, Bytes> held = new HashMap<>();
        for (Wanted each : wanted) {
            Optional<Bytes> proven = Optional.ofNullable(candidates.get(each.key()));
            if (proven.isPresent() && !each.writes().isProvenBy(proven.get())) {
                refuse(PrivateDataDropReasons.WRONG_HASH, each.key() + " came with its block");
                proven = Optional.empty();
            }
            proven.or(() -> pending(each)).ifPresent(rwset -> held.put(each.key(), rwset));
        }
        context.timers().validation().record(context.nanoTime() - listed);
        return new Work(block, writes, wanted, held, context.nanoTime());
    }

    /** If we are entitled to it and it has not expired meanwhile. */
    private Optional<Wanted> wanted(BlockWrites.Hashed writes) {
        PrivateDataKey key = writes.key();
        return context.collections()
                .at(key.namespace(), key.collection(), key.block())
                .filter(context::isOurs)
                .filter(rules -> Long.compareUnsigned(
                                rules.expiryOf(key.block()),
                                context.spec().blocks().height())
                        >= 0)
                .map(rules -> Wanted.of(writes, rules, false));
    }

    private Map<PrivateDataKey, Bytes> candidates(long block, List<Bytes> brought) {
        try {
            return Companions.read(block, brought);
        } catch (InvalidProtocolBufferException e) {
            refuse(
                    PrivateDataDropReasons.UNREADABLE,
                    "with block " + Long.toUnsignedString(block) + ": " + e.getMessage());
            return Map.of();
        }
    }

    /** Others may have pushed something else under the same transaction, so all of it is looked at. */
    private Optional<Bytes> pending(Wanted wanted) {
        PrivateDataKey key = wanted.key();
        return context.spec().setup().pending().find(wanted.writes().txId()).stream()
                .map(TransientEntry::writes)
                .filter(writes -> writes.namespace().equals(key.namespace())
                        && writes.collection().equals(key.collection()))
                .map(PrivateWrites::rwset)
                .filter(wanted.writes()::isProvenBy)
                .findFirst();
    }

    /** While nothing else waits, data that is on its way gets time to arrive. */
    private void search(Work work) {
        List<Wanted> open = work.open(context.config().skipPullingInvalidTransactionsDuringCommit());
        if (open.isEmpty() || context.config().pullRetryThreshold().isZero()) {
            commit(work);
            return;
        }
        CompletionStage<Void> fetched = new Fetch(context, open).start().thenAccept(found -> {
            work.held().putAll(found);
            boolean time = context.nanoTime() - work.started()
                    < context.config().pullRetryThreshold().toNanos();
            boolean last = Long.compareUnsigned(work.block() + 1, chain) >= 0;
            if (found.size() < open.size() && time && last && !stopped) {
                context.lane().schedule(RETRY_PAUSE, () -> again(work));
            } else {
                commit(work);
            }
        });
        fetched.exceptionally(failure -> halt("fetch", failure));
    }

    /** A push may have arrived meanwhile. */
    private void again(Work work) {
        context.node()
                .offload(() -> {
                    for (Wanted each : work.open(false)) {
                        pending(each).ifPresent(rwset -> work.held().put(each.key(), rwset));
                    }
                    return work;
                })
                .thenAccept(this::search)
                .exceptionally(failure -> halt("read", failure));
    }

    private void commit(Work work) {
        long started = context.nanoTime();
        context.node().offload(() -> write(work)).whenComplete((done, failure) -> {
            if (failure != null) {
                halt("commit", failure);
                return;
            }
            context.timers().commitBlock().record(context.nanoTime() - started);
            busy = false;
            next++;
            step();
        });
    }

    /** Runs beside the lanes. */
    private boolean write(Work work) {
        List<PrivateRecord> records = new ArrayList<>();
        for (Wanted each : work.wanted()) {
            records.add(new PrivateRecord(
                    each.key(),
                    Optional.ofNullable(work.held().get(each.key())),
                    each.collection().expiryOf(work.block())));
        }
        context.spec().setup().store().commit(work.block(), records);
        long purging = context.nanoTime();
        TransientStore pending = context.spec().setup().pending();
        pending.purge(work.writes().txIds());
        long retention = context.config().transientstoreMaxBlockRetention();
        if (Long.compareUnsigned(work.block(), retention) > 0 && Long.remainderUnsigned(work.block(), retention) == 0) {
            pending.purgeBelow(work.block() - retention);
        }
        context.timers().purge().record(context.nanoTime() - purging);
        return true;
    }

    /** A store that fails once is not written to again: the number of blocks dealt with must stay true. */
    private Void halt(String what, Throwable failure) {
        stopped = true;
        halted = Optional.of("private data of block " + Long.toUnsignedString(next) + ", " + what + ": " + failure);
        context.failed(what);
        return null;
    }

    private void refuse(DropReason reason, String detail) {
        context.dropped(LinkPeer.unknown(context.spec().endpoint(), PeerAddress.of("none", 0)), reason, detail);
    }
}
