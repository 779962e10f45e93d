package dev.gossip.fisco.codec.identity;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;

/** Walks over DER elements as far as finding a public key needs it; the JDK offers no such thing in public. */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int SEQUENCE = 0x30;

    private final Bytes bytes;
    private int at;

    Der(Bytes bytes) {
        this.bytes = bytes;
    }

    int nextTag() {
        return u8(at);
    }

    Der enter(int tag) {
        return new Der(take(tag));
    }

    /** The content of the next element. */
    Bytes take(int tag) {
        if (nextTag() != tag) {
            throw new GossipException("DER element " + tag + " expected, found " + nextTag());
        }
        int first = u8(at + 1);
        int start = at + 2;
        int length = first;
        if (first >= 0x80) {
            int size = first & 0x7f;
            if (size == 0 || size > 3) {
                throw new GossipException("a DER length of " + size + " bytes");
            }
            length = 0;
            for (int i = 0; i < size; i++) {
                length = length << 8 | u8(start + i);
            }
            start += size;
        }
        if (length > bytes.length() - start) {
            throw new GossipException("a DER element of " + length + " bytes runs past the end");
        }
        at = start + length;
        return bytes.slice(start, length);
    }

    private int u8(int index) {
        if (index >= bytes.length()) {
            throw new GossipException("DER ends where an element is expected");
        }
        return bytes.get(index) & 0xff;
    }
}
