package dev.gossip.examples.demo.fisco;

import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A subscriber: notes what it hears, and answers as it is told. */
final class Listener implements AmopHandler {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Runnable onHeard;
    private final Supplier<CompletionStage<Bytes>> answer;

    private Listener(Runnable onHeard, Supplier<CompletionStage<Bytes>> answer) {
        this.onHeard = onHeard;
        this.answer = answer;
    }

    static Listener answering(String answer, Runnable onHeard) {
        return new Listener(onHeard, () -> CompletableFuture.completedStage(Bytes.utf8(answer)));
    }

    /** Fails each time, as a service that is out of order. */
    static Listener failing(Runnable onHeard) {
        return new Listener(onHeard, () -> CompletableFuture.failedStage(new IllegalStateException("out of order")));
    }

    /** Never answers, as a service that hangs. */
    static Listener silent(Runnable onHeard) {
        return new Listener(onHeard, CompletableFuture::new);
    }

    @Override
    public CompletionStage<Bytes> handle(AmopDelivery delivery) {
        heard.add(delivery.data().utf8());
        onHeard.run();
        return answer.get();
    }

    int count() {
        return heard.size();
    }

    int count(String text) {
        return (int) heard.stream().filter(text::equals).count();
    }

    /** Whether a listener answered this. */
    static boolean said(String answer, AmopResult result) {
        return result instanceof AmopResult.Answered answered
                && answered.reply().data().utf8().equals(answer);
    }
}
