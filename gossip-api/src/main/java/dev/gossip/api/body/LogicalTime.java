package dev.gossip.api.body;

/**
 * Orders the statements of one author: first by incarnation (one per start), then by sequence within it. Both are
 * unsigned.
 */
public record LogicalTime(long incarnation, long sequence) implements Comparable<LogicalTime> {

    @Override
    public int compareTo(LogicalTime other) {
        int byIncarnation = Long.compareUnsigned(incarnation, other.incarnation);
        return byIncarnation != 0 ? byIncarnation : Long.compareUnsigned(sequence, other.sequence);
    }

    /** Strictly newer than {@code other}. */
    public boolean isAfter(LogicalTime other) {
        return compareTo(other) > 0;
    }

    /** The next statement of the same incarnation. */
    public LogicalTime next() {
        return new LogicalTime(incarnation, sequence + 1);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(incarnation) + "." + Long.toUnsignedString(sequence);
    }
}
