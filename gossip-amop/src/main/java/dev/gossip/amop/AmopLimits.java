package dev.gossip.amop;

/**
 * Bounds of AMOP on one node. What goes beyond is dropped and counted, or refused.
 *
 * @param topicBytes UTF-8 bytes of a topic
 * @param topicsPerClient topics of one subscriber or session
 * @param topicsPerNode topics that a node announces, ours included
 * @param topics topics of all other nodes together
 * @param clients subscribers and sessions of this node
 * @param dataBytes bytes of one message
 * @param subscriberQueue messages per subscriber that it has not answered
 * @param pending publishes and other calls under way
 * @param challenges challenges for private topics under way
 */
public record AmopLimits(
        int topicBytes,
        int topicsPerClient,
        int topicsPerNode,
        int topics,
        int clients,
        int dataBytes,
        int subscriberQueue,
        int pending,
        int challenges) {

    /** Topics as long as FISCO BCOS 2.x can write them (254 bytes), messages of up to 16 MiB. */
    public static final AmopLimits DEFAULT =
            new AmopLimits(254, 1_000, 10_000, 200_000, 2_000, 16 << 20, 256, 10_000, 64);

    /** @throws IllegalArgumentException naming the limit that is not positive */
    public AmopLimits {
        positive("topicBytes", topicBytes);
        positive("topicsPerClient", topicsPerClient);
        positive("topicsPerNode", topicsPerNode);
        positive("topics", topics);
        positive("clients", clients);
        positive("dataBytes", dataBytes);
        positive("subscriberQueue", subscriberQueue);
        positive("pending", pending);
        positive("challenges", challenges);
    }

    private static void positive(String limit, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("the limit " + limit + " must be positive, got " + value);
        }
    }

    /** The same with other bounds on topics. */
    public AmopLimits withTopics(int bytes, int perClient, int perNode, int total) {
        return new AmopLimits(
                bytes, perClient, perNode, total, clients, dataBytes, subscriberQueue, pending, challenges);
    }

    /** The same with other bounds on messages. */
    public AmopLimits withMessages(int bytes, int perSubscriber, int underWay) {
        return new AmopLimits(
                topicBytes,
                topicsPerClient,
                topicsPerNode,
                topics,
                clients,
                bytes,
                perSubscriber,
                underWay,
                challenges);
    }
}
