package dev.gossip.fabric.block;

import dev.gossip.api.Bytes;
import java.math.BigInteger;

/**
 * Writes the three DER types that occur in a block header. No public encoder exists in the JDK, and the one of the
 * cryptography library stays inside the module that is its home.
 */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    private Der() {}

    static Bytes unsigned(long value) {
        return element(INTEGER, Bytes.wrap(new BigInteger(Long.toUnsignedString(value)).toByteArray()));
    }

    static Bytes octets(Bytes content) {
        return element(OCTET_STRING, content);
    }

    static Bytes sequence(Bytes... elements) {
        return element(SEQUENCE, Bytes.concat(elements));
    }

    private static Bytes element(int tag, Bytes content) {
        return Bytes.concat(Bytes.wrap(new byte[] {(byte) tag}), length(content.length()), content);
    }

    /** Below 128 the length itself, else the number of its bytes and then these, without leading zeros. */
    private static Bytes length(int length) {
        if (length < 0x80) {
            return Bytes.wrap(new byte[] {(byte) length});
        }
        int count = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        byte[] encoded = new byte[1 + count];
        encoded[0] = (byte) (0x80 | count);
        for (int i = 0; i < count; i++) {
            encoded[1 + i] = (byte) (length >>> 8 * (count - 1 - i));
        }
        return Bytes.wrap(encoded);
    }
}
