package dev.gossip.api;

import java.time.Duration;

/**
 * Every bound of a node. Each drop that one of them causes is counted under a reason of its own.
 *
 * @param mailboxMessages messages waiting per subscription
 * @param laneTasks tasks waiting per lane
 * @param inboundBytes bytes per connection that were received and not yet judged; reading pauses above it
 * @param dialQueueBytes bytes waiting per peer while it is being dialled
 * @param lowWaterMark per connection, see {@code LinkOptions}
 * @param highWaterMark per connection, see {@code LinkOptions}
 * @param controlReserve per connection, see {@code LinkOptions}
 * @param storedStatements statements remembered for supersession, per endpoint
 * @param verdictCache remembered verdicts about repeated statements, per endpoint
 * @param pendingRequests requests waiting for a response, per node
 * @param inboundLinks inbound connections per endpoint
 * @param verdictTimeout how long forwarding waits for a handler's verdict
 * @param connectTimeout limit for dialling
 */
public record NodeLimits(
        int mailboxMessages,
        int laneTasks,
        int inboundBytes,
        int dialQueueBytes,
        int lowWaterMark,
        int highWaterMark,
        int controlReserve,
        int storedStatements,
        int verdictCache,
        int pendingRequests,
        int inboundLinks,
        Duration verdictTimeout,
        Duration connectTimeout) {

    /** Suits a few hundred peers. */
    public static final NodeLimits DEFAULT = new NodeLimits(
            1_000,
            100_000,
            8 << 20,
            1 << 20,
            1 << 20,
            4 << 20,
            256 << 10,
            100_000,
            10_000,
            10_000,
            1_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(3));

    /** The most memory that queues and buffers for {@code links} links may hold, in bytes. */
    public long memoryBound(int links) {
        return (long) links * (inboundBytes + highWaterMark + controlReserve + dialQueueBytes);
    }
}
