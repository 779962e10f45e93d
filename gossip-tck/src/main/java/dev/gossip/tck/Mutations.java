package dev.gossip.tck;

import dev.gossip.api.Bytes;

/** Changed copies of bytes. */
final class Mutations {

    private Mutations() {}

    /** With one bit changed; bit 0 is the lowest of the first byte. */
    static Bytes flip(Bytes original, int bit) {
        byte[] changed = original.toByteArray();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.wrap(changed);
    }
}
