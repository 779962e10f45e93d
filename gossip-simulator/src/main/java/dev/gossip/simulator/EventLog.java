package dev.gossip.simulator;

import dev.gossip.api.TimeSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Folds everything that happens on the network into one digest, so that two runs can be compared. */
final class EventLog {

    /** What happened. The order is part of every digest. */
    enum Kind {
        BOOT,
        HALT,
        SPLIT,
        DIAL,
        LEFT,
        LOST,
        ARRIVED,
        CLOSED
    }

    private final TimeSource time;
    private final MessageDigest digest;
    private final ByteBuffer record = ByteBuffer.allocate(Long.BYTES + 5 * Integer.BYTES);
    private long events;

    EventLog(TimeSource time) {
        this.time = time;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(Kind kind, int from, int to, int length, int content) {
        record.clear();
        record.putLong(time.nanoTime())
                .putInt(kind.ordinal())
                .putInt(from)
                .putInt(to)
                .putInt(length)
                .putInt(content);
        digest.update(record.array());
        events++;
    }

    long events() {
        return events;
    }

    /** The digest of everything so far; later events continue from here. */
    String hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }
}
