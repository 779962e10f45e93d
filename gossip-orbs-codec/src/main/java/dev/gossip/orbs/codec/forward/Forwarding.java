package dev.gossip.orbs.codec.forward;

import java.time.Duration;

/**
 * When and how large messages travel down a tree instead of directly. All nodes of a network switch it on or none does:
 * a node without it drops forwarded messages as an unknown topic.
 *
 * @param enabled whether forwarded messages are sent and accepted at all
 * @param width how many nodes each node serves, 1 to {@value #MAX_WIDTH}
 * @param minRecipients below this number of recipients a message goes directly
 * @param minFanoutBytes below this many bytes for all recipients together a message goes directly
 * @param repairDelay how long an announced message may take, plus what follows of its size; then it is pulled
 * @param repairBytesPerSecond the slowest rate at which a message is expected down the tree
 * @param keptMessages messages kept to answer pulls
 * @param keptBytes bytes kept to answer pulls
 * @param keptFor how long a message is kept, and remembered so that a second copy is no news
 */
public record Forwarding(
        boolean enabled,
        int width,
        int minRecipients,
        long minFanoutBytes,
        Duration repairDelay,
        long repairBytesPerSecond,
        int keptMessages,
        long keptBytes,
        Duration keptFor) {

    /** The widest tree. */
    public static final int MAX_WIDTH = 64;

    /** Trees of width 3 from 4 recipients and 1 MiB for all of them. */
    public static final Forwarding ON =
            new Forwarding(true, 3, 4, 1 << 20, Duration.ofMillis(200), 1 << 20, 64, 64 << 20, Duration.ofSeconds(60));

    /** Every message goes directly. */
    public static final Forwarding OFF =
            new Forwarding(false, 3, 4, 1 << 20, Duration.ofMillis(200), 1 << 20, 64, 64 << 20, Duration.ofSeconds(60));

    /** @throws IllegalArgumentException naming the value and its rule */
    public Forwarding {
        if (width < 1 || width > MAX_WIDTH) {
            throw new IllegalArgumentException("width " + width + " is outside 1.." + MAX_WIDTH);
        }
        if (minRecipients < 1 || keptMessages < 1) {
            throw new IllegalArgumentException("minRecipients and keptMessages must be at least 1");
        }
        if (minFanoutBytes < 0 || keptBytes < 1 || repairBytesPerSecond < 1) {
            throw new IllegalArgumentException("byte counts and rates of forwarding must be positive");
        }
        if (repairDelay.isNegative() || keptFor.isNegative() || keptFor.isZero()) {
            throw new IllegalArgumentException("repairDelay must not be negative, and keptFor must be positive");
        }
    }

    /** Whether a message of {@code bytes} to {@code recipients} goes down the tree. */
    public boolean applies(int recipients, long bytes) {
        return enabled && recipients >= minRecipients && recipients * bytes >= minFanoutBytes;
    }

    /** How long to wait for an announced message before it is pulled. */
    public Duration patience(long bytes) {
        return repairDelay.plusMillis(bytes * 1_000 / repairBytesPerSecond);
    }
}
