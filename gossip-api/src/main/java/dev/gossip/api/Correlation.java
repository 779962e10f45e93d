package dev.gossip.api;

/**
 * What ties a response to its request: a nonce, a sequence number or a text, depending on the protocol. Numbers are held
 * as eight bytes, big-endian.
 */
public record Correlation(Bytes value) implements Comparable<Correlation> {

    /** No correlation: the message belongs to no exchange. */
    public static final Correlation NONE = new Correlation(Bytes.empty());

    /** A numeric correlation; zero means {@link #NONE} because no wire distinguishes the two. */
    public static Correlation of(long number) {
        return number == 0 ? NONE : new Correlation(Bytes.ofLong(number));
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return value.isEmpty();
    }

    /**
     * The number given to {@link #of(long)}; 0 for {@link #NONE}.
     *
     * @throws IllegalStateException if this is not a numeric correlation
     */
    public long asLong() {
        if (isNone()) {
            return 0;
        }
        if (value.length() != Long.BYTES) {
            throw new IllegalStateException("correlation of " + value.length() + " bytes is not a number");
        }
        return value.asReadOnlyBuffer().getLong();
    }

    @Override
    public int compareTo(Correlation other) {
        return value.compareTo(other.value);
    }
}
