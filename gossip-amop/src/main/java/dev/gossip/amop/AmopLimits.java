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
 * @param subscriberBytes bytes of these messages; a single one may have more
 * @param pending publishes and other calls under way
 * @param pendingPerClient publishes of one session under way
 * @param challenges challenges for private topics under way; a node where more subscribers of one private topic can be
 *     challenged is not trusted
 */
public record AmopLimits(
        int topicBytes,
        int topicsPerClient,
        int topicsPerNode,
        int topics,
        int clients,
        int dataBytes,
        int subscriberQueue,
        int subscriberBytes,
        int pending,
        int pendingPerClient,
        int challenges) {

    /** Topics as long as FISCO BCOS 2.x can write them (254 bytes), messages of up to 16 MiB. */
    public static final AmopLimits DEFAULT =
            new AmopLimits(254, 1_000, 10_000, 200_000, 2_000, 16 << 20, 256, 32 << 20, 10_000, 1_000, 64);

    /** @throws IllegalArgumentException naming the limit that is not positive */
    public AmopLimits {
        positive("topicBytes", topicBytes);
        positive("topicsPerClient", topicsPerClient);
        positive("topicsPerNode", topicsPerNode);
        positive("topics", topics);
        positive("clients", clients);
        positive("dataBytes", dataBytes);
        positive("subscriberQueue", subscriberQueue);
        positive("subscriberBytes", subscriberBytes);
        positive("pending", pending);
        positive("pendingPerClient", pendingPerClient);
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
                bytes,
                perClient,
                perNode,
                total,
                clients,
                dataBytes,
                subscriberQueue,
                subscriberBytes,
                pending,
                pendingPerClient,
                challenges);
    }

    /** The same with other bounds on messages. */
    public AmopLimits withMessages(int bytes, int perSubscriber, int underWay, int underWayPerClient) {
        return new AmopLimits(
                topicBytes,
                topicsPerClient,
                topicsPerNode,
                topics,
                clients,
                bytes,
                perSubscriber,
                subscriberBytes,
                underWay,
                underWayPerClient,
                challenges);
    }

    /** The same with another bound on subscribers and sessions. */
    public AmopLimits withClients(int most) {
        return new AmopLimits(
                topicBytes,
                topicsPerClient,
                topicsPerNode,
                topics,
                most,
                dataBytes,
                subscriberQueue,
                subscriberBytes,
                pending,
                pendingPerClient,
                challenges);
    }
}
