package dev.gossip.fisco;

import dev.gossip.api.NodeId;
import dev.gossip.api.body.TopicList;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.spi.SequencedStatus;
import java.util.Optional;
import java.util.function.Supplier;

/** Our topics, whose number is the heartbeat of links in generation 2: the protocol has to know it at all times. */
record BeatenTopics(SequencedStatus<TopicList> topics, Supplier<Optional<FiscoEndpoint>> endpoint)
        implements SequencedStatus<TopicList> {

    @Override
    public long sequence() {
        long sequence = topics.sequence();
        endpoint.get().ifPresent(spoken -> spoken.topicSequence(sequence));
        return sequence;
    }

    @Override
    public TopicList status() {
        return topics.status();
    }

    @Override
    public void learnt(String where, NodeId node, TopicList list) {
        topics.learnt(where, node, list);
    }

    @Override
    public void lost(String where, NodeId node) {
        topics.lost(where, node);
    }

    @Override
    public void onChange(Runnable changed) {
        topics.onChange(() -> {
            sequence();
            changed.run();
        });
    }
}
