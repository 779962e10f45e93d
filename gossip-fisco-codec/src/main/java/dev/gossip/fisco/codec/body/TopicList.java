package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import java.util.List;

/**
 * All topics that a node's subscribers have; replaces what was known. A response in generation 2, a message of its own in
 * generation 3.
 */
public record TopicList(long sequence, List<String> topics) implements Body {

    public TopicList {
        topics = List.copyOf(topics);
    }
}
