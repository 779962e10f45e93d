package dev.gossip.orbs.codec.wire;

import dev.gossip.api.Bytes;
import java.util.List;

/**
 * The first payload of every message, as decoded; numbers are as received and may be unknown ones.
 *
 * @param version of the protocol; real nodes send 0, this implementation 1
 * @param chain the virtual chain, unsigned 32 bits
 * @param mode whom {@link #recipients} names: see the constants
 * @param recipients addresses of nodes, 1 to {@value #MAX_ADDRESS_BYTES} bytes each
 * @param topic index of the topic; {@value #NO_TOPIC} if there was none
 * @param type the message type within the topic
 */
public record Header(long version, long chain, int mode, List<Bytes> recipients, int topic, int type) {

    /** What we write. */
    public static final int VERSION = 1;

    /** Meant for every node; the list is ignored. */
    public static final int BROADCAST = 0;

    /** Meant for the listed nodes. */
    public static final int LIST = 1;

    /** Meant for every node but the listed ones. */
    public static final int ALL_BUT_LIST = 2;

    /** The topic of {@link #topic} when a header names none. */
    public static final int NO_TOPIC = -1;

    /** The longest address of a node. */
    public static final int MAX_ADDRESS_BYTES = 64;

    public Header {
        recipients = List.copyOf(recipients);
    }

    /** Whether this implementation reads such a version. */
    public boolean hasKnownVersion() {
        return version == 0 || version == VERSION;
    }

    /** Whether the mode is one of the three. */
    public boolean hasKnownMode() {
        return mode >= BROADCAST && mode <= ALL_BUT_LIST;
    }
}
