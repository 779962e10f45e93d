package dev.gossip.core.dispatch;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.OriginProof;
import dev.gossip.api.SendResult;
import dev.gossip.core.link.Link;

/** A delivery that answers the link peer. */
record LinkDelivery(Inbound inbound, Outbound outbound) implements Delivery {

    @Override
    public Envelope envelope() {
        return inbound.envelope();
    }

    @Override
    public LinkPeer from() {
        return inbound.from();
    }

    @Override
    public OriginProof proof() {
        return inbound.proof();
    }

    @Override
    public SendResult reply(MessageKind kind, Body body) {
        Message request = message();
        Message answer = Message.of(request.topic(), body, kind, request.correlation());
        Envelope envelope = outbound.seal(inbound.endpoint(), answer);
        return outbound.offer(inbound.endpoint(), linkInUse(), envelope, null);
    }

    /** The link of the request may have been replaced by another one to the same peer meanwhile. */
    private Link linkInUse() {
        return inbound.from().id().flatMap(inbound.endpoint().links()::find).orElse(inbound.link());
    }
}
