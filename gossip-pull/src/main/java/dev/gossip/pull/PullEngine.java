package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.SendResult;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** One pull, both sides of it. Confined to one lane; time, messages and randomness come from outside. */
final class PullEngine {

    private final PullSpec spec;
    private final PullPort port;
    private final PullInitiator initiator;
    private final PullResponder responder;
    private Cancellable nextRound = () -> {};

    PullEngine(PullSpec spec, PullPort port, RandomGenerator random, PullMeter meter) {
        this.spec = spec;
        this.port = port;
        this.initiator = new PullInitiator(spec, port, random, meter);
        this.responder = new PullResponder(spec, port, random, meter);
    }

    /** The first round begins after one interval. */
    void start() {
        nextRound = port.schedule(spec.config().pullInterval(), () -> {
            start();
            initiator.begin();
        });
    }

    void stop() {
        nextRound.cancel();
        initiator.end();
    }

    void onHello(LinkPeer from, Hello hello, Function<Body, SendResult> reply) {
        responder.onHello(from, hello).ifPresent(reply::apply);
    }

    void onDigest(LinkPeer from, Digest digest) {
        initiator.onDigest(from, digest);
    }

    void onRequest(LinkPeer from, Request request, Function<Body, SendResult> reply) {
        responder.onRequest(from, request).ifPresent(reply::apply);
    }

    /** Steps of a pull are never passed on, so a good update is ignored rather than accepted. */
    CompletionStage<Verdict> onUpdate(LinkPeer from, Update update) {
        List<Envelope> items = initiator.onUpdate(from, update);
        if (items.isEmpty()) {
            return CompletableFuture.completedStage(Verdict.IGNORE);
        }
        return spec.store().add(items, from).handle((good, failure) -> {
            if (failure != null) {
                port.dropped(from, DropReason.HANDLER_FAILED, "store of the " + spec + ": " + failure);
                return Verdict.IGNORE;
            }
            return good ? Verdict.IGNORE : Verdict.REJECT;
        });
    }
}
