package dev.gossip.membership;

import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.body.Alive;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Records what an engine does; the test completes dials and requests. */
final class FakeNetwork implements Network {

    final List<Alive> signed = new ArrayList<>();
    final List<Alive> published = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<Sent> requests = new ArrayList<>();
    final List<Dial> dials = new ArrayList<>();
    final List<NodeId> disconnected = new ArrayList<>();
    final List<NodeId> alive = new ArrayList<>();
    final List<NodeId> dead = new ArrayList<>();
    final List<NodeId> forgotten = new ArrayList<>();
    final List<DropReason> dropped = new ArrayList<>();
    final List<DropReason> failed = new ArrayList<>();
    final List<Long> savedIncarnations = new ArrayList<>();
    BiFunction<Envelope, LinkPeer, Optional<Envelope>> redaction = (envelope, target) -> Optional.of(envelope);
    boolean signerBroken;

    record Sent(NodeId target, Message message, CompletableFuture<Delivery> answer) {}

    record Dial(PeerAddress address, Optional<NodeId> expected, CompletableFuture<LinkPeer> link) {}

    @Override
    public CompletionStage<Envelope> seal(Alive own) {
        if (signerBroken) {
            return CompletableFuture.failedFuture(new IllegalStateException("no key"));
        }
        signed.add(own);
        return CompletableFuture.completedFuture(Statements.sealed(own));
    }

    @Override
    public void publish(Envelope own) {
        published.add((Alive) own.body());
    }

    @Override
    public SendResult send(NodeId target, Message message) {
        sent.add(new Sent(target, message, new CompletableFuture<>()));
        return SendResult.ACCEPTED;
    }

    @Override
    public CompletionStage<Delivery> request(NodeId target, Message message, Duration timeout) {
        Sent request = new Sent(target, message, new CompletableFuture<>());
        requests.add(request);
        return request.answer();
    }

    @Override
    public CompletionStage<LinkPeer> dial(PeerAddress address, Optional<NodeId> expected) {
        Dial dial = new Dial(address, expected, new CompletableFuture<>());
        dials.add(dial);
        return dial.link();
    }

    @Override
    public void disconnect(NodeId id, DropReason reason, String detail) {
        disconnected.add(id);
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return redaction.apply(envelope, target);
    }

    @Override
    public void alive(Member member) {
        alive.add(member.id());
    }

    @Override
    public void dead(NodeId id, String detail) {
        dead.add(id);
    }

    @Override
    public void forgotten(NodeId id) {
        forgotten.add(id);
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        dropped.add(reason);
    }

    @Override
    public void failed(DropReason reason, String detail) {
        failed.add(reason);
    }

    @Override
    public void saveIncarnation(long incarnation) {
        savedIncarnations.add(incarnation);
    }

    Dial lastDial() {
        return dials.get(dials.size() - 1);
    }

    Sent lastRequest() {
        return requests.get(requests.size() - 1);
    }
}
