package dev.gossip.fisco.limit;

import dev.gossip.api.Body;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.TrafficRule;
import java.util.Optional;

/** What passes between nodes. Thread-safe by a lock that is held for a few additions. */
final class NodeTraffic implements TrafficRule {

    private final NodeContext context;
    private final String endpoint;
    private final OutgoingLimiter outgoing;
    private final IncomingLimiter incoming;

    NodeTraffic(NodeContext context, String endpoint, RateLimits limits) {
        this.context = context;
        this.endpoint = endpoint;
        long now = context.time().nanoTime();
        this.outgoing = new OutgoingLimiter(limits.outgoing(), now);
        this.incoming = new IncomingLimiter(limits.incoming(), now);
    }

    @Override
    public Optional<DropReason> leaving(LinkPeer to, Envelope envelope, int bytes) {
        Optional<NodeId> neighbour = neighbour(to);
        if (neighbour.isEmpty()) {
            return Optional.empty();
        }
        Subject subject = Subject.of(envelope.message());
        synchronized (outgoing) {
            return outgoing.take(neighbour.get(), to.remote().host(), subject, bytes, now());
        }
    }

    @Override
    public void notSent(LinkPeer to, Envelope envelope, int bytes) {
        Optional<NodeId> neighbour = neighbour(to);
        if (neighbour.isPresent()) {
            Subject subject = Subject.of(envelope.message());
            synchronized (outgoing) {
                outgoing.giveBack(neighbour.get(), to.remote().host(), subject, bytes, now());
            }
        }
    }

    @Override
    public Optional<DropReason> arriving(LinkPeer from, Envelope envelope) {
        Optional<NodeId> neighbour = neighbour(from);
        Message message = envelope.message();
        Subject subject = Subject.of(message);
        boolean answer = message.kind() == MessageKind.RESPONSE || message.kind() == MessageKind.ERROR;
        if (neighbour.isEmpty() || answer || subject.module() == Subject.TRANSIT) {
            return Optional.empty();
        }
        Optional<DropReason> refusal;
        synchronized (incoming) {
            refusal = incoming.take(neighbour.get(), message.body().getClass(), subject, now());
        }
        if (refusal.isPresent() && message.kind() == MessageKind.REQUEST) {
            refuse(neighbour.get(), envelope);
        }
        return refusal;
    }

    /** By the link that the request came on, to its author. */
    private void refuse(NodeId neighbour, Envelope request) {
        Message message = request.message();
        answer(message.body())
                .ifPresent(body -> context.send(
                        endpoint,
                        neighbour,
                        Message.of(message.topic(), body, MessageKind.ERROR, message.correlation())
                                .withRecipients(Recipients.only(request.origin().orElse(neighbour)))));
    }

    private static Optional<Body> answer(Body request) {
        if (request instanceof GroupMessage) {
            return Optional.of(new DeliveryCode(AmopCodes.QPS_3));
        }
        return request instanceof Opaque
                ? Optional.of(new AmopFailure(
                        AmopFailure.Reason.CONGESTED, "too many messages per second (limit incoming.perModule)"))
                : Optional.empty();
    }

    private Optional<NodeId> neighbour(LinkPeer peer) {
        return peer.endpoint().equals(endpoint) ? peer.id() : Optional.empty();
    }

    private long now() {
        return context.time().nanoTime();
    }
}
