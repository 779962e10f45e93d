package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.spi.protocol.LinkControl;
import java.util.Optional;

/** A link of generation 2: no greeting beyond TLS; the number of the topic list, sent every few seconds, is the heartbeat. */
final class Generation2Session extends P2pSession {

    Generation2Session(LinkControl control, FiscoEndpoint endpoint) {
        super(control, endpoint);
    }

    @Override
    Bytes heartbeat() {
        return endpoint()
                .codec()
                .write(Message.of(Topic.NONE, new TopicSequence(endpoint().topicSequence())))
                .content();
    }

    @Override
    void greet(Optional<NodeId> peer) {
        establish(peer.orElseThrow());
    }

    @Override
    void take(Bytes frame) {
        control().deliver(frame);
    }
}
