package dev.gossip.examples.demo.fisco;

import dev.gossip.amop.AmopResult;
import dev.gossip.api.GossipRuntime;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What every act works with. */
record Stage(GossipRuntime runtime, DemoNetwork network, Signals signals, Timeline timeline, Findings findings) {

    /** Waits for what completes by itself. */
    <T> T await(String promise, CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!runtime.await(stage, DemoSettings.PATIENCE)) {
            throw new BrokenPromise(promise + ": not within " + DemoSettings.PATIENCE.toMillis() + " ms");
        }
        if (future.isCompletedExceptionally()) {
            throw new BrokenPromise(
                    promise + ": " + future.handle((value, failure) -> failure).join());
        }
        return future.join();
    }

    /** Publishes to one subscriber. */
    AmopResult unicast(DemoNode from, String topic, String text) {
        return await(from + " gets one result for its message of " + topic, from.publish(topic, text));
    }
}
