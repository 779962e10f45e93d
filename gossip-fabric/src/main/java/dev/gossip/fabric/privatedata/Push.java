package dev.gossip.fabric.privatedata;

import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.body.Ack;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.spi.crypto.Identity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One collection's writes on their way to peers: to as many as the collection says, first to one of each organisation.
 * Succeeds as soon as the required number acknowledged; a peer that fails is replaced while time remains. Lane-confined.
 */
final class Push {

    private final PrivateContext context;
    private final PrivateCollection collection;
    private final PrivateData data;
    private final Deque<NodeId> candidates;
    private final int eligible;
    private final long deadline;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private int acknowledged;
    private int outstanding;
    private Optional<String> lastFailure = Optional.empty();

    Push(PrivateContext context, PrivateCollection collection, PrivateData data) {
        this.context = context;
        this.collection = collection;
        this.data = data;
        this.candidates = inOrder(context, context.holders(collection));
        this.eligible = candidates.size();
        this.deadline = context.nanoTime() + context.config().pushAckTimeout().toNanos();
    }

    /** @return completes on the lane; exceptionally with a {@link GossipException} that says how many acknowledged */
    CompletableFuture<Void> start() {
        if (eligible < collection.requiredPeerCount()) {
            fail("only " + eligible + " members of the channel may have it");
            return result;
        }
        int targets = Math.min(collection.maximumPeerCount(), eligible);
        for (int i = 0; i < targets; i++) {
            sendNext();
        }
        conclude();
        return result;
    }

    /** One of each organisation first; the rest in the given order, which is random. */
    private static Deque<NodeId> inOrder(PrivateContext context, List<Peer> holders) {
        Set<Optional<String>> organisations = new HashSet<>();
        Deque<NodeId> firsts = new ArrayDeque<>();
        List<NodeId> others = new ArrayList<>();
        for (Peer peer : holders) {
            if (organisations.add(context.spec().members().identity(peer.id()).map(Identity::organisation))) {
                firsts.add(peer.id());
            } else {
                others.add(peer.id());
            }
        }
        firsts.addAll(others);
        return firsts;
    }

    private void sendNext() {
        long left = deadline - context.nanoTime();
        NodeId target = left > 0 ? candidates.poll() : null;
        if (target == null) {
            return;
        }
        outstanding++;
        long sent = context.nanoTime();
        context.request(target, data, Duration.ofNanos(left)).whenComplete((answer, failure) -> {
            context.timers().send().record(context.nanoTime() - sent);
            outstanding--;
            Optional<String> problem = failure == null ? problem(answer) : Optional.of(String.valueOf(failure));
            if (problem.isEmpty()) {
                acknowledged++;
            } else {
                lastFailure = problem.map(text -> target + ": " + text);
                sendNext();
            }
            conclude();
        });
    }

    private static Optional<String> problem(Delivery answer) {
        return answer.message().body() instanceof Ack ack
                ? Optional.of(ack.error()).filter(error -> !error.isEmpty())
                : Optional.of("answered with a " + answer.message().body().bodyName());
    }

    private void conclude() {
        if (acknowledged >= collection.requiredPeerCount()) {
            result.complete(null);
        } else if (outstanding == 0) {
            fail(lastFailure.map(text -> "the last failure was " + text).orElse("nobody was asked"));
        }
    }

    private void fail(String why) {
        result.completeExceptionally(new GossipException("collection '" + collection.name() + "' of '"
                + collection.namespace() + "' needs requiredPeerCount " + collection.requiredPeerCount()
                + " acknowledgements and got " + acknowledged + " within "
                + context.config().pushAckTimeout() + ": " + why));
    }
}
