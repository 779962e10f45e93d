package dev.gossip.membership;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.MessageKind;
import dev.gossip.api.OriginProof;
import dev.gossip.api.SendResult;
import java.util.function.Function;

/** A delivery whose replies go to a function. */
record TestDelivery(Envelope envelope, LinkPeer from, Function<Body, SendResult> replies) implements Delivery {

    @Override
    public OriginProof proof() {
        return OriginProof.PROVEN;
    }

    @Override
    public SendResult reply(MessageKind kind, Body body) {
        return replies.apply(body);
    }
}
