package dev.gossip.pull;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An engine and the lane to which it is confined. Thread-safe. */
final class RunningPull {

    private final PullSpec spec;
    private final NodeContext node;
    private volatile Optional<Lane> lane = Optional.empty();
    private volatile boolean halted;
    /** Touched on the lane only. */
    private Optional<PullEngine> engine = Optional.empty();

    RunningPull(PullSpec spec, NodeContext node) {
        this.spec = spec;
        this.node = node;
    }

    void launch() {
        // The node's randomness is not for several lanes at once: each engine gets a source of its own, seeded from it.
        node.control().execute(() -> {
            SplittableRandom random = new SplittableRandom(node.random().nextLong());
            Lane chosen = node.lane(spec.topic().scope());
            lane = Optional.of(chosen);
            chosen.execute(() -> start(chosen, random));
        });
    }

    void halt() {
        halted = true;
        lane.ifPresent(chosen -> chosen.execute(() -> engine.ifPresent(PullEngine::stop)));
    }

    /**
     * Hands the engine one message, on its lane. Messages come on the lane of their scope, which is another one if the
     * scope was joined, or left and joined again, after the pull was added.
     */
    CompletionStage<Verdict> take(LinkPeer from, String what, Function<PullEngine, CompletionStage<Verdict>> step) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Runnable task = () -> judge(from, what, step).whenComplete((judged, failure) -> {
            if (failure == null) {
                verdict.complete(judged);
            } else {
                verdict.completeExceptionally(failure);
            }
        });
        lane.ifPresentOrElse(chosen -> chosen.execute(task), task);
        return verdict;
    }

    private CompletionStage<Verdict> judge(
            LinkPeer from, String what, Function<PullEngine, CompletionStage<Verdict>> step) {
        if (halted || engine.isEmpty()) {
            node.dropped(from, DropReason.UNKNOWN_SCOPE, what + ": the " + spec + " does not run");
            return PullExtension.IGNORED;
        }
        try {
            return step.apply(engine.get());
        } catch (RuntimeException e) {
            // A rule or store of the user failed on what a peer sent: that costs this message only.
            node.dropped(from, DropReason.HANDLER_FAILED, what + " for the " + spec + ": " + e);
            return PullExtension.IGNORED;
        }
    }

    private void start(Lane chosen, SplittableRandom random) {
        if (!halted) {
            PullMeter meter = PullMeter.of(node.metrics(), spec);
            PullEngine started = new PullEngine(spec, new NodePort(node, spec, chosen), random, meter);
            engine = Optional.of(started);
            started.start();
        }
    }
}
