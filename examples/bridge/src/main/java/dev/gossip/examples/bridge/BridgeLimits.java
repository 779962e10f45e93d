package dev.gossip.examples.bridge;

import java.time.Duration;

/**
 * Bounds and times of a bridge.
 *
 * @param payloadBytes of one message
 * @param queueMessages waiting for one network, in each route
 * @param queueBytes of these messages
 * @param sayTimeout how long a network may take to say what became of a message before the next one follows
 * @param standIn how long a bridge waits for those ranked before it to bring a message, for each of them
 * @param window how long the bridge remembers what it heard of; longer than {@code standIn} times the rank
 * @param repeats how often a route may hear one payload in a row, with no more than a window from one to the next; more often,
 *     and it is dropped for a window
 * @param remembered messages that are remembered, per route; beyond that the oldest are forgotten
 */
public record BridgeLimits(
        int payloadBytes,
        int queueMessages,
        int queueBytes,
        Duration sayTimeout,
        Duration standIn,
        Duration window,
        int repeats,
        int remembered) {

    /** 1 MiB a message, 1,000 messages and 16 MiB waiting, 2 s until a bridge stands in, 1,000 repeats, a window of 30 s. */
    public static final BridgeLimits DEFAULT = new BridgeLimits(
            1 << 20,
            1_000,
            16 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            1_000,
            100_000);

    /** @throws IllegalArgumentException naming the limit that is not positive */
    public BridgeLimits {
        positive("payloadBytes", payloadBytes);
        positive("queueMessages", queueMessages);
        positive("queueBytes", queueBytes);
        positive("sayTimeout", sayTimeout.toNanos());
        positive("standIn", standIn.toNanos());
        positive("window", window.toNanos());
        positive("repeats", repeats);
        positive("remembered", remembered);
        if (queueBytes < payloadBytes) {
            throw new IllegalArgumentException(
                    "queueBytes " + queueBytes + " holds not even one message of payloadBytes " + payloadBytes);
        }
    }

    private static void positive(String limit, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(limit + " must be positive");
        }
    }

    /** With other bounds on messages. */
    public BridgeLimits withMessages(int bytes, int waiting, int waitingBytes) {
        return new BridgeLimits(bytes, waiting, waitingBytes, sayTimeout, standIn, window, repeats, remembered);
    }

    /** With other times. */
    public BridgeLimits withTimes(Duration say, Duration stand, Duration remember) {
        return new BridgeLimits(payloadBytes, queueMessages, queueBytes, say, stand, remember, repeats, remembered);
    }

    /** With another bound on equal payloads. */
    public BridgeLimits withRepeats(int times) {
        return new BridgeLimits(
                payloadBytes, queueMessages, queueBytes, sayTimeout, standIn, window, times, remembered);
    }
}
