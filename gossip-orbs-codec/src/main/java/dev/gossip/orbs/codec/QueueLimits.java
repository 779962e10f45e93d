package dev.gossip.orbs.codec;

import dev.gossip.orbs.codec.wire.PayloadFraming;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much may wait and how large a message may be.
 *
 * @param sendMessages messages waiting for one peer
 * @param sendBytes bytes waiting for one peer
 * @param topicMessages received messages waiting for the services of each topic
 * @param topicBytes bytes waiting for the services of one topic; a message is taken by an empty queue whatever its size
 * @param requestMessages requests for blocks that wait beside the other messages of their topic
 * @param requestThreads requests for blocks that are served at the same time
 * @param maxContentBytes content of one message, at most 20 MiB; 64 KiB more are left for headers
 */
public record QueueLimits(
        int sendMessages,
        int sendBytes,
        Map<OrbsTopic, Integer> topicMessages,
        long topicBytes,
        int requestMessages,
        int requestThreads,
        int maxContentBytes) {

    /** Bytes that a message may have beside its content. */
    static final int HEADER_ROOM = PayloadFraming.MAX_HEADER_BYTES;

    /**
     * The limits of Orbs' own node, 1,000 messages and 20 MiB for each peer and what each topic says; and 32 requests, 8 of
     * them served at the same time, where its node has no bound.
     */
    public static final QueueLimits DEFAULT =
            new QueueLimits(1_000, 20 << 20, standardTopics(), 64 << 20, 32, 8, PayloadFraming.MAX_PAYLOAD_BYTES);

    /** @throws IllegalArgumentException naming the limit */
    public QueueLimits {
        Map<OrbsTopic, Integer> all = standardTopics();
        all.putAll(topicMessages);
        topicMessages = Map.copyOf(all);
        if (sendMessages < 1 || sendBytes < 4 || topicBytes < 1) {
            throw new IllegalArgumentException("sendMessages, sendBytes and topicBytes must be positive");
        }
        if (topicMessages.values().stream().anyMatch(bound -> bound < 1)) {
            throw new IllegalArgumentException("topicMessages must be positive, got " + topicMessages);
        }
        if (requestMessages < 1 || requestThreads < 1) {
            throw new IllegalArgumentException("requestMessages and requestThreads must be positive");
        }
        if (maxContentBytes < 1 || maxContentBytes > PayloadFraming.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "maxContentBytes " + maxContentBytes + " is outside 1.." + PayloadFraming.MAX_PAYLOAD_BYTES);
        }
    }

    /** The same with another bound for what waits for one peer. */
    public QueueLimits withSendQueue(int messages, int bytes) {
        return new QueueLimits(
                messages, bytes, topicMessages, topicBytes, requestMessages, requestThreads, maxContentBytes);
    }

    /** The same with another bound for what waits for the services of one topic. */
    public QueueLimits withTopicQueue(OrbsTopic topic, int messages) {
        Map<OrbsTopic, Integer> changed = new EnumMap<>(topicMessages);
        changed.put(topic, messages);
        return new QueueLimits(
                sendMessages, sendBytes, changed, topicBytes, requestMessages, requestThreads, maxContentBytes);
    }

    /** The same with smaller messages. */
    public QueueLimits withMaxContentBytes(int bytes) {
        return new QueueLimits(
                sendMessages, sendBytes, topicMessages, topicBytes, requestMessages, requestThreads, bytes);
    }

    /** Messages that wait for the services of a topic. */
    int topicMessages(OrbsTopic topic) {
        return topicMessages.getOrDefault(topic, topic.standardQueue());
    }

    int maxMessageBytes() {
        return maxContentBytes + HEADER_ROOM;
    }

    private static Map<OrbsTopic, Integer> standardTopics() {
        Map<OrbsTopic, Integer> bounds = new EnumMap<>(OrbsTopic.class);
        for (OrbsTopic topic : OrbsTopic.values()) {
            bounds.put(topic, topic.standardQueue());
        }
        return bounds;
    }
}
