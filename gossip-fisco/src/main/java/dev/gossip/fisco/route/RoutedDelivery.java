package dev.gossip.fisco.route;

import dev.gossip.api.Assurance;
import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.OriginProof;
import dev.gossip.api.SendResult;
import java.util.Optional;

/**
 * A message as it looks to those who know no routes: handed over by its author. What a node says of itself over several hops
 * is claimed by the neighbours on the way, not proven.
 */
record RoutedDelivery(Delivery direct, NodeId author, RoutedContext context) implements Delivery {

    @Override
    public Envelope envelope() {
        return direct.envelope();
    }

    @Override
    public LinkPeer from() {
        LinkPeer neighbour = direct.from();
        return neighbour.id().filter(author::equals).isPresent()
                ? neighbour
                : new LinkPeer(
                        neighbour.endpoint(),
                        Optional.of(author),
                        Assurance.CLAIMED,
                        Optional.empty(),
                        neighbour.remote(),
                        neighbour.evidence());
    }

    @Override
    public OriginProof proof() {
        return direct.proof();
    }

    @Override
    public SendResult reply(MessageKind kind, Body body) {
        Message request = message();
        return context.send(
                direct.from().endpoint(), author, Message.of(request.topic(), body, kind, request.correlation()));
    }
}
