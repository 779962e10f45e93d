package dev.gossip.state;

import dev.gossip.api.Bytes;
import java.util.OptionalLong;

/** Item numbers as ids: unsigned decimal digits without padding. */
final class ItemIds {

    /** Digits of 2^64 - 1. */
    private static final int MAX_DIGITS = 20;

    private ItemIds() {}

    static Bytes of(long sequence) {
        return Bytes.utf8(Long.toUnsignedString(sequence));
    }

    /** The number; empty unless {@code id} is exactly what {@link #of} makes of one. */
    static OptionalLong parse(Bytes id) {
        if (id.isEmpty() || id.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        try {
            long sequence = Long.parseUnsignedLong(id.utf8());
            return of(sequence).equals(id) ? OptionalLong.of(sequence) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
