package dev.gossip.fabric.privatedata;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.fabric.codec.PrivateDataDigest;
import dev.gossip.fabric.codec.PrivateDataRequest;
import dev.gossip.fabric.codec.PrivateDataResponse;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks peers for private data, in rounds: each item goes to one entitled peer, endorsers first; what did not come is asked
 * of others, until all is there or nobody is left. Only what the block proves is taken. Lane-confined.
 */
final class Fetch {

    /** Fabric's limit for one answer; it has no key. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** What the responder would refuse is not asked for at once. */
    private static final int MAX_ASKED = 1_000;

    private final PrivateContext context;
    private final Map<PrivateDataDigest, Wanted> open = new LinkedHashMap<>();
    private final Set<NodeId> asked = new HashSet<>();
    private final Map<PrivateDataKey, Bytes> found = new HashMap<>();
    private final CompletableFuture<Map<PrivateDataKey, Bytes>> result = new CompletableFuture<>();

    Fetch(PrivateContext context, List<Wanted> wanted) {
        this.context = context;
        wanted.forEach(each -> open.put(each.digest(), each));
    }

    /** @return completes on the lane with what was found, never exceptionally */
    CompletableFuture<Map<PrivateDataKey, Bytes>> start() {
        long started = context.nanoTime();
        round();
        return result.whenComplete((done, failure) -> context.timers().fetch().record(context.nanoTime() - started));
    }

    private void round() {
        Map<NodeId, List<Wanted>> plan;
        try {
            plan = plan();
        } catch (RuntimeException e) {
            // A rule of the user failed: what was found so far counts.
            context.failed("plan");
            plan = Map.of();
        }
        if (plan.isEmpty()) {
            result.complete(found);
            return;
        }
        asked.addAll(plan.keySet());
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<NodeId, List<Wanted>> part : plan.entrySet()) {
            all = all.thenCombine(ask(part.getKey(), part.getValue()), (before, now) -> null);
        }
        all.thenRun(this::round);
    }

    /** What to ask whom. Nobody is asked for what a peer is about to purge: it may be gone before the answer. */
    private Map<NodeId, List<Wanted>> plan() {
        Map<PrivateCollection, List<Peer>> holders = new HashMap<>();
        Map<NodeId, List<Wanted>> plan = new LinkedHashMap<>();
        for (Wanted each : open.values()) {
            List<Peer> candidates = holders.computeIfAbsent(each.collection(), context::holders);
            if (candidates.stream().noneMatch(peer -> isPurging(peer, each))) {
                choose(candidates, each).ifPresent(peer -> {
                    List<Wanted> share = plan.computeIfAbsent(peer, id -> new ArrayList<>());
                    if (share.size() < MAX_ASKED) {
                        share.add(each);
                    }
                });
            }
        }
        return plan;
    }

    private Optional<NodeId> choose(List<Peer> candidates, Wanted wanted) {
        List<NodeId> fresh = candidates.stream()
                .map(Peer::id)
                .filter(id -> !asked.contains(id))
                .toList();
        return fresh.stream()
                .filter(wanted.writes().endorsers()::contains)
                .findFirst()
                .or(() -> fresh.stream().findFirst());
    }

    private boolean isPurging(Peer peer, Wanted wanted) {
        long life = wanted.collection().blockToLive();
        long height = peer.channel(context.spec().channel())
                .map(Peer.ChannelState::height)
                .orElse(0L);
        long end = wanted.key().block() + life;
        return life > 0 && Long.compareUnsigned(height + context.config().btlPullMargin(), end) >= 0;
    }

    private CompletionStage<Void> ask(NodeId peer, List<Wanted> share) {
        PrivateDataRequest request =
                new PrivateDataRequest(share.stream().map(Wanted::digest).toList());
        long sent = context.nanoTime();
        return context.request(peer, request, ANSWER)
                .thenCompose(answer -> {
                    context.timers().pull().record(context.nanoTime() - sent);
                    return context.node().offload(() -> proven(answer, share));
                })
                .handle((proven, failure) -> {
                    if (failure == null) {
                        proven.forEach(this::take);
                    } else {
                        context.failed("pull");
                    }
                    return null;
                });
    }

    private void take(Wanted wanted, Bytes rwset) {
        open.remove(wanted.digest());
        found.put(wanted.key(), rwset);
    }

    /** Runs beside the lanes: hashing may take long. */
    private Map<Wanted, Bytes> proven(Delivery answer, List<Wanted> share) {
        Map<PrivateDataDigest, Wanted> byDigest = new HashMap<>();
        share.forEach(each -> byDigest.put(each.digest(), each));
        Map<Wanted, Bytes> proven = new LinkedHashMap<>();
        if (answer.message().body() instanceof PrivateDataResponse response) {
            for (PrivateDataResponse.Element element : response.elements()) {
                Wanted wanted = byDigest.get(element.digest());
                if (wanted != null && !element.rwsets().isEmpty()) {
                    element.rwsets().stream()
                            .filter(wanted.writes()::isProvenBy)
                            .findFirst()
                            .ifPresentOrElse(
                                    rwset -> proven.put(wanted, rwset),
                                    () -> context.dropped(
                                            answer.from(),
                                            PrivateDataDropReasons.WRONG_HASH,
                                            wanted.key().toString()));
                }
            }
        }
        return proven;
    }
}
