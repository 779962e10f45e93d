package dev.gossip.orbs.codec;

import dev.gossip.orbs.codec.forward.ForwardedMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Messages that wait for services, bounded in messages, in bytes, and in how many are handled at a time. Thread-safe. */
final class Backlog {

    /** What a message costs beyond its bytes, so that many tiny ones are bounded too. */
    private static final int OVERHEAD = 256;

    private final int maxMessages;
    private final long maxBytes;
    private final int maxRunners;
    private final Queue<OrbsMessage> queue = new ArrayDeque<>();
    private long bytes;
    private int runners;

    /** @param maxRunners threads that take messages at the same time; with 1 messages are handled in their order */
    Backlog(int maxMessages, long maxBytes, int maxRunners) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.maxRunners = maxRunners;
    }

    /** What became of a message. */
    enum Offer {
        /** Too much waits; it is not kept. */
        FULL,
        /** It waits for a runner that is at work. */
        WAITS,
        /** It waits, and the caller has to let one more runner call {@link #next} until there is no more. */
        NEEDS_RUNNER
    }

    synchronized Offer offer(OrbsMessage message) {
        long cost = cost(message);
        if (queue.size() >= maxMessages || !queue.isEmpty() && bytes + cost > maxBytes) {
            return Offer.FULL;
        }
        queue.add(message);
        bytes += cost;
        if (runners == maxRunners) {
            return Offer.WAITS;
        }
        runners++;
        return Offer.NEEDS_RUNNER;
    }

    private static long cost(OrbsMessage message) {
        return OVERHEAD + ForwardedMessage.bytesOf(message.payloads());
    }

    /** The oldest message; null ends the runner. */
    synchronized @Nullable OrbsMessage next() {
        OrbsMessage message = queue.poll();
        if (message == null) {
            runners--;
        } else {
            bytes -= cost(message);
        }
        return message;
    }

    synchronized int size() {
        return queue.size();
    }

    synchronized void clear() {
        queue.clear();
        bytes = 0;
    }

    /** For people. */
    synchronized String describe() {
        return queue.size() + " messages of " + bytes + " bytes waiting (limits " + maxMessages
                + " messages, topicBytes " + maxBytes + ")";
    }
}
