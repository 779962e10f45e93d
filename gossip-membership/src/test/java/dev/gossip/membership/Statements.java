package dev.gossip.membership;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.util.List;
import java.util.Optional;

/** Makes ids, addresses and statements for tests. */
final class Statements {

    static final String ENDPOINT = "main";

    private Statements() {}

    static NodeId id(int number) {
        return new NodeId(Bytes.ofLong(number));
    }

    static PeerAddress internal(int number) {
        return PeerAddress.of("n" + number, 7051);
    }

    static PeerAddress external(int number) {
        return PeerAddress.of("n" + number + ".example", 443);
    }

    static Alive alive(int number, long incarnation, long sequence) {
        return new Alive(
                id(number),
                Optional.of(external(number)),
                Optional.of(internal(number)),
                new LogicalTime(incarnation, sequence),
                Bytes.empty(),
                Optional.empty());
    }

    /** As others see it after the internal address was stripped. */
    static Alive stripped(Alive said) {
        return new Alive(
                said.subject(), said.external(), Optional.empty(), said.time(), said.metadata(), said.identity());
    }

    static Envelope sealed(Alive said) {
        return sealed(said, said.subject());
    }

    static Envelope sealed(Body body, NodeId origin) {
        Bytes content = Bytes.utf8(body.toString());
        return new Envelope(
                Message.of(Topic.NONE, body),
                new Sealed(content, Bytes.utf8("signature"), Optional.of(origin), List.of(), body),
                new MessageId(content));
    }

    static LinkPeer link(int number) {
        return link(number, "org1");
    }

    static LinkPeer link(int number, String organisation) {
        return new LinkPeer(
                ENDPOINT,
                Optional.of(id(number)),
                Assurance.AUTHENTICATED,
                Optional.of(organisation),
                internal(number),
                Attributes.empty());
    }

    static EndpointInfo endpoint(int number, List<PeerAddress> seeds) {
        return new EndpointInfo(
                ENDPOINT,
                id(number),
                "org1",
                Optional.of(internal(number)),
                Optional.of(external(number)),
                seeds,
                Optional.of(Bytes.utf8("identity of " + number)));
    }
}
