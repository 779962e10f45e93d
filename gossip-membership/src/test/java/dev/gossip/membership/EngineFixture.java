package dev.gossip.membership;

import dev.gossip.api.Body;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** One engine, node number 0, with a recording network. */
final class EngineFixture {

    final VirtualTime time = new VirtualTime();
    final FakeNetwork network = new FakeNetwork();
    final List<Body> replies = new ArrayList<>();
    final MembershipEngine engine;
    Function<Body, SendResult> answering = body -> SendResult.ACCEPTED;

    EngineFixture() {
        this(MembershipConfig.DEFAULT);
    }

    EngineFixture(MembershipConfig config, PeerAddress... seeds) {
        engine = new MembershipEngine(
                Statements.endpoint(0, List.of()),
                config,
                network,
                new VirtualLane(time),
                time,
                new SplittableRandom(7));
        engine.start(1_000);
        engine.seeds(
                "test",
                List.of(seeds).stream()
                        .map(address -> new Seed(address, Optional.of("org1")))
                        .toList());
    }

    /** {@code said}, handed over by peer number {@code from}. */
    Verdict push(Alive said, int from) {
        return push(Statements.sealed(said), said, from);
    }

    Verdict push(Envelope envelope, Alive said, int from) {
        return engine.onAlive(delivery(envelope, Statements.link(from)), said);
    }

    Verdict ask(Alive self, LinkPeer from) {
        MembershipRequest request = new MembershipRequest(Statements.sealed(self));
        return engine.onRequest(delivery(envelope(request), from), request)
                .toCompletableFuture()
                .join();
    }

    Verdict respond(List<Envelope> alive, List<Envelope> dead, int from) {
        MembershipResponse response = new MembershipResponse(alive, dead);
        return engine.onResponse(delivery(envelope(response), Statements.link(from)), response);
    }

    /** Peer number {@code from} answers the request made last. */
    void answerLastRequest(int from, Alive... alive) {
        MembershipResponse response = new MembershipResponse(
                List.of(alive).stream().map(Statements::sealed).toList(), List.of());
        network.lastRequest().answer().complete(delivery(envelope(response), Statements.link(from)));
    }

    TestDelivery delivery(Envelope envelope, LinkPeer from) {
        return new TestDelivery(envelope, from, body -> {
            replies.add(body);
            return answering.apply(body);
        });
    }

    MembershipResponse lastReply() {
        return (MembershipResponse) replies.get(replies.size() - 1);
    }

    void advance(String duration) {
        time.advance(Duration.parse(duration));
    }

    static Envelope envelope(Body body) {
        return new Envelope(
                Message.of(Topic.NONE, body, MessageKind.REQUEST, Correlation.of(7)),
                Statements.sealed(body, Statements.id(99)).sealed(),
                new dev.gossip.api.MessageId(dev.gossip.api.Bytes.utf8("request")));
    }
}
