package dev.gossip.pull;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.OrderedItem;
import java.util.List;
import java.util.Optional;

/** Short ways to make ids, items and peers. */
final class Items {

    static final Topic CHANNEL = Topic.scope("ch1");
    static final String TYPE = "block";
    static final String ENDPOINT = "main";

    private Items() {}

    static Bytes id(long number) {
        return Bytes.utf8(Long.toString(number));
    }

    static Envelope item(long number) {
        return item(number, 10);
    }

    static Envelope item(long number, int size) {
        Bytes content = Bytes.wrap(new byte[size]);
        return new Envelope(
                Message.of(CHANNEL, OrderedItem.of(number, content)),
                new Sealed(content, Bytes.empty(), Optional.empty(), List.of(), "none"),
                new MessageId(id(number)));
    }

    static Optional<Bytes> idOf(Envelope envelope) {
        return envelope.body() instanceof OrderedItem item ? Optional.of(id(item.sequence())) : Optional.empty();
    }

    static NodeId node(int number) {
        return new NodeId(Bytes.wrap(new byte[] {(byte) (number >> 8), (byte) number}));
    }

    static LinkPeer link(NodeId peer) {
        return new LinkPeer(
                ENDPOINT,
                Optional.of(peer),
                Assurance.AUTHENTICATED,
                Optional.of("org1"),
                PeerAddress.of("peer", 1),
                Attributes.empty());
    }
}
