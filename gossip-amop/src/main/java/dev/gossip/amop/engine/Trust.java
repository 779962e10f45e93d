package dev.gossip.amop.engine;

import dev.gossip.amop.AmopConfig;
import dev.gossip.amop.AmopDrops;
import dev.gossip.api.Cancellable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which subscribers of one private topic have proven to one publisher who they are. A node is trusted if everybody who can be
 * challenged there has passed, because the publisher cannot choose who of them gets a message; a local subscriber if it has
 * passed itself. What a node says no longer counts as soon as it is lost or says something else.
 */
final class Trust {

    private final String topic;
    private final LocalClient publisher;
    private final RemoteTopics remote;
    private final LocalTopics local;
    private final Network network;
    private final AmopConfig config;
    private final Budget budget;
    private final Map<Proof, Attempt> attempts = new HashMap<>();

    Trust(
            String topic,
            LocalClient publisher,
            RemoteTopics remote,
            LocalTopics local,
            Network network,
            AmopConfig config,
            Budget budget) {
        this.topic = topic;
        this.publisher = publisher;
        this.remote = remote;
        this.local = local;
        this.network = network;
        this.config = config;
        this.budget = budget;
    }

    boolean includes(RemoteNode node) {
        List<String> challenges = remote.challengeTopics(node, topic);
        return !challenges.isEmpty()
                && challenges.stream().allMatch(challenge -> hasPassed(new Proof(Optional.of(node), challenge)));
    }

    boolean includes(LocalClient client) {
        return client.topics.stream().anyMatch(challenge -> hasPassed(new Proof(Optional.empty(), challenge)));
    }

    private boolean hasPassed(Proof proof) {
        Attempt attempt = attempts.get(proof);
        return attempt != null && attempt.state == State.PASSED;
    }

    /** Challenges who was not challenged yet, and forgets who is gone. @param again also who failed before */
    void review(boolean again) {
        Set<Proof> due = new LinkedHashSet<>();
        for (RemoteNode node : remote.holders(topic)) {
            remote.challengeTopics(node, topic).forEach(challenge -> due.add(new Proof(Optional.of(node), challenge)));
        }
        for (LocalClient client : local.holders(topic)) {
            // Who shares a challenge topic could have another one answer for it.
            Challenges.of(topic, client.topics).stream()
                    .filter(challenge -> local.holders(challenge).size() == 1)
                    .forEach(challenge -> due.add(new Proof(Optional.empty(), challenge)));
        }
        attempts.keySet().retainAll(due);
        for (Proof proof : due) {
            Attempt attempt = attempts.get(proof);
            if ((attempt == null || again && attempt.state == State.FAILED) && budget.take()) {
                challenge(proof);
            }
        }
    }

    private void challenge(Proof proof) {
        Attempt attempt = new Attempt();
        attempts.put(proof, attempt);
        CompletableFuture<Boolean> verdict = new CompletableFuture<>();
        Cancellable timer = network.lane().schedule(config.verifyTimeout(), () -> verdict.complete(false));
        ask(proof).whenComplete((good, failure) -> verdict.complete(Boolean.TRUE.equals(good)));
        verdict.whenComplete((good, failure) -> network.lane().execute(() -> {
            timer.cancel();
            budget.giveBack();
            conclude(proof, attempt, good);
        }));
    }

    private CompletionStage<Boolean> ask(Proof proof) {
        try {
            return publisher
                    .client()
                    .verify(proof.node.map(RemoteNode::id).orElseGet(network::self), topic, proof.challengeTopic);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** An attempt that was forgotten meanwhile proves nothing. */
    private void conclude(Proof proof, Attempt attempt, boolean good) {
        attempt.state = good ? State.PASSED : State.FAILED;
        if (!good && attempts.get(proof) == attempt) {
            proof.node.ifPresentOrElse(
                    node -> network.dropped(node, AmopDrops.UNVERIFIED, topic),
                    () -> network.dropped(AmopDrops.UNVERIFIED, topic + " at this node"));
        }
        review(false);
    }

    private enum State {
        UNDER_WAY,
        PASSED,
        FAILED
    }

    private static final class Attempt {
        private State state = State.UNDER_WAY;
    }

    /** @param node where the subscriber is; empty for this node */
    private record Proof(Optional<RemoteNode> node, String challengeTopic) {}

    /** Challenges that may be under way at a time, for all topics of this node. */
    static final class Budget {
        private int left;

        Budget(int size) {
            left = size;
        }

        private boolean take() {
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }

        private void giveBack() {
            left++;
        }
    }
}
