package dev.gossip.core.dispatch;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.OriginProof;
import dev.gossip.api.SendResult;
import java.util.HashMap;

/** A delivery that answers on the link it came from. */
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
    public SendResult reply(Body body) {
        Message request = message();
        Message answer = Message.of(request.topic(), body, MessageKind.RESPONSE, request.correlation());
        Envelope envelope = outbound.seal(inbound.endpoint(), answer);
        return outbound.offer(inbound.endpoint(), inbound.link(), envelope, new HashMap<>());
    }
}
