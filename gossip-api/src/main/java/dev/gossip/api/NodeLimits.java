package dev.gossip.api;

import dev.gossip.spi.transport.InboundLimits;
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
 * @param pendingPublishes messages that the application published or sent and that are not written and signed yet, per
 *     node
 * @param inboundLinks inbound connections per endpoint
 * @param verdictTimeout how long forwarding waits for a handler's verdict
 * @param connectTimeout limit for dialling, and for an inbound TLS handshake
 * @param inbound what each listener lets in from one host
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
        int pendingPublishes,
        int inboundLinks,
        Duration verdictTimeout,
        Duration connectTimeout,
        InboundLimits inbound) {

    /** @throws IllegalArgumentException naming the limit and the rule it breaks */
    public NodeLimits {
        requirePositive("mailboxMessages", mailboxMessages);
        requirePositive("laneTasks", laneTasks);
        requirePositive("inboundBytes", inboundBytes);
        requirePositive("dialQueueBytes", dialQueueBytes);
        requirePositive("highWaterMark", highWaterMark);
        requirePositive("storedStatements", storedStatements);
        requirePositive("verdictCache", verdictCache);
        requirePositive("pendingRequests", pendingRequests);
        requirePositive("pendingPublishes", pendingPublishes);
        requirePositive("inboundLinks", inboundLinks);
        requirePositive("verdictTimeout", verdictTimeout.toNanos());
        requirePositive("connectTimeout", connectTimeout.toNanos());
        if (lowWaterMark < 0 || lowWaterMark >= highWaterMark || controlReserve < 0) {
            throw new IllegalArgumentException("limits must satisfy 0 <= lowWaterMark < highWaterMark and"
                    + " controlReserve >= 0, got " + lowWaterMark + ", " + highWaterMark + ", " + controlReserve);
        }
    }

    private static void requirePositive(String limit, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("the limit " + limit + " must be positive, got " + value);
        }
    }

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
            10_000,
            1_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            InboundLimits.DEFAULT);

    /**
     * The most that queues and buffers of {@code links} links may hold, in bytes. Mailboxes, lanes and remembered
     * statements are bounded in number and not part of this sum.
     */
    public long memoryBound(int links) {
        return links * ((long) inboundBytes + highWaterMark + controlReserve + dialQueueBytes);
    }

    /** A builder that starts with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes some limits; not thread-safe. Each method is named after the component it sets. */
    public static final class Builder {

        private int mailboxMessages;
        private int laneTasks;
        private int inboundBytes;
        private int dialQueueBytes;
        private int lowWaterMark;
        private int highWaterMark;
        private int controlReserve;
        private int storedStatements;
        private int verdictCache;
        private int pendingRequests;
        private int pendingPublishes;
        private int inboundLinks;
        private Duration verdictTimeout;
        private Duration connectTimeout;
        private InboundLimits inbound;

        private Builder(NodeLimits from) {
            mailboxMessages = from.mailboxMessages;
            laneTasks = from.laneTasks;
            inboundBytes = from.inboundBytes;
            dialQueueBytes = from.dialQueueBytes;
            lowWaterMark = from.lowWaterMark;
            highWaterMark = from.highWaterMark;
            controlReserve = from.controlReserve;
            storedStatements = from.storedStatements;
            verdictCache = from.verdictCache;
            pendingRequests = from.pendingRequests;
            pendingPublishes = from.pendingPublishes;
            inboundLinks = from.inboundLinks;
            verdictTimeout = from.verdictTimeout;
            connectTimeout = from.connectTimeout;
            inbound = from.inbound;
        }

        public Builder mailboxMessages(int value) {
            mailboxMessages = value;
            return this;
        }

        public Builder laneTasks(int value) {
            laneTasks = value;
            return this;
        }

        public Builder inboundBytes(int value) {
            inboundBytes = value;
            return this;
        }

        public Builder dialQueueBytes(int value) {
            dialQueueBytes = value;
            return this;
        }

        public Builder lowWaterMark(int value) {
            lowWaterMark = value;
            return this;
        }

        public Builder highWaterMark(int value) {
            highWaterMark = value;
            return this;
        }

        public Builder controlReserve(int value) {
            controlReserve = value;
            return this;
        }

        public Builder storedStatements(int value) {
            storedStatements = value;
            return this;
        }

        public Builder verdictCache(int value) {
            verdictCache = value;
            return this;
        }

        public Builder pendingRequests(int value) {
            pendingRequests = value;
            return this;
        }

        public Builder pendingPublishes(int value) {
            pendingPublishes = value;
            return this;
        }

        public Builder inboundLinks(int value) {
            inboundLinks = value;
            return this;
        }

        public Builder verdictTimeout(Duration value) {
            verdictTimeout = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder inbound(InboundLimits value) {
            inbound = value;
            return this;
        }

        /** @throws IllegalArgumentException naming the limit and the rule it breaks */
        public NodeLimits build() {
            return new NodeLimits(
                    mailboxMessages,
                    laneTasks,
                    inboundBytes,
                    dialQueueBytes,
                    lowWaterMark,
                    highWaterMark,
                    controlReserve,
                    storedStatements,
                    verdictCache,
                    pendingRequests,
                    pendingPublishes,
                    inboundLinks,
                    verdictTimeout,
                    connectTimeout,
                    inbound);
        }
    }
}
