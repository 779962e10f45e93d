package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import java.util.List;

/** All topics of one SDK; replaces what was known. Not answered. */
public record SubscribedTopics(List<String> topics) implements Body {

    public SubscribedTopics {
        topics = List.copyOf(topics);
    }
}
