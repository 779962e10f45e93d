package dev.gossip.api.body;

import dev.gossip.api.Body;
import java.util.List;

/**
 * All topics that the sender's subscribers have; replaces what was known of that node. Answers a {@link TopicsRequest}, as a
 * response or as a message of its own.
 *
 * @param sequence the number that a {@link TopicSequence} announces; another one for each change
 */
public record TopicList(long sequence, List<String> topics) implements Body {

    public TopicList {
        topics = List.copyOf(topics);
    }
}
