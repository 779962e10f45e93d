package dev.gossip.amop;

import java.util.Set;

/**
 * AMOP on one node, as of a moment.
 *
 * @param sequence the number of our topic list
 * @param topics our own topics
 * @param nodes other nodes with topics
 * @param remoteTopics topics of all other nodes together; one that two have counts twice
 * @param clients subscribers and sessions
 * @param pending publishes and other calls under way
 */
public record AmopStatus(long sequence, Set<String> topics, int nodes, int remoteTopics, int clients, int pending) {

    public AmopStatus {
        topics = Set.copyOf(topics);
    }
}
