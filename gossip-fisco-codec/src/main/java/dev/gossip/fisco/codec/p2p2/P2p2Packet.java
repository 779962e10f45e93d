package dev.gossip.fisco.codec.p2p2;

import dev.gossip.api.Bytes;

/**
 * A P2P packet of FISCO BCOS 2.x.
 *
 * @param version without the compression flag
 * @param group 0 for what concerns the whole node
 * @param module see the constants
 * @param response whether it answers the packet with the same seq
 * @param type meaning depends on the module
 * @param seq unsigned 32 bits
 * @param payload uncompressed
 */
public record P2p2Packet(int version, int group, int module, boolean response, int type, long seq, Bytes payload) {

    /** AMOP; the payload is a whole channel frame. */
    public static final int AMOP = 1;
    /** Exchange of topic lists, and what keeps a session alive. */
    public static final int TOPIC = 2;

    /** Topic module: the sender's topic seq as text. */
    public static final int SEND_TOPIC_SEQ = 1;
    /** Topic module: asks for the topic list. */
    public static final int REQUEST_TOPICS = 2;
    /** Topic module: the topic list. */
    public static final int SEND_TOPICS = 3;

    /** AMOP module: to one subscriber. */
    public static final int UNICAST = 0;
    /** AMOP module: to all subscribers. */
    public static final int MULTICAST = 1;
}
