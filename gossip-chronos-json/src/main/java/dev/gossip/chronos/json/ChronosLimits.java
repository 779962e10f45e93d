package dev.gossip.chronos.json;

import dev.gossip.chronos.json.wire.JsonFraming;

/**
 * Bounds of a Chronos node; all positive.
 *
 * @param maxFrameBytes longest message
 * @param cacheBytes blocks kept for those who ask for them by hash
 * @param candidateBytes blocks that wait to be chosen
 * @param queuedBlocks new blocks waiting per peer; a further one is announced instead
 * @param queuedHashes announcements waiting per peer; the oldest one goes
 * @param announcementsPerMinute that one peer may make
 * @param linksPerHost inbound connections of one host
 */
public record ChronosLimits(
        int maxFrameBytes,
        int cacheBytes,
        int candidateBytes,
        int queuedBlocks,
        int queuedHashes,
        int announcementsPerMinute,
        int linksPerHost) {

    /** 10 MiB, 64 MiB twice, 4 blocks, 64 hashes, 600 a minute and 4 connections. */
    public static final ChronosLimits DEFAULT =
            new ChronosLimits(JsonFraming.MAX_FRAME_BYTES, 64 << 20, 64 << 20, 4, 64, 600, 4);

    /** @throws IllegalArgumentException if a bound is not positive, or no frame could have {@code maxFrameBytes} */
    public ChronosLimits {
        new JsonFraming(maxFrameBytes);
        int least = Math.min(
                Math.min(Math.min(cacheBytes, candidateBytes), Math.min(queuedBlocks, queuedHashes)),
                Math.min(announcementsPerMinute, linksPerHost));
        if (least < 1) {
            throw new IllegalArgumentException("every bound of a Chronos node must be positive");
        }
    }

    /** A copy with another {@code linksPerHost}. */
    public ChronosLimits withLinksPerHost(int value) {
        return new ChronosLimits(
                maxFrameBytes, cacheBytes, candidateBytes, queuedBlocks, queuedHashes, announcementsPerMinute, value);
    }
}
