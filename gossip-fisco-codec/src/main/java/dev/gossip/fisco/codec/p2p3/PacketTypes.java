package dev.gossip.fisco.codec.p2p3;

/** The packet types of FISCO BCOS 3.x gateways, and the bits of a packet's {@code ext} field. */
public final class PacketTypes {

    /** The answer to a {@link #PEER_TO_PEER}. */
    public static final int RESPONSE = 0;

    public static final int HEARTBEAT = 1;
    public static final int HANDSHAKE = 2;
    public static final int REQUEST_NODE_STATUS = 3;
    public static final int RESPONSE_NODE_STATUS = 4;
    /** From one node of a group to one other; has options. */
    public static final int PEER_TO_PEER = 5;
    /** To the nodes of a group; has options. */
    public static final int BROADCAST = 6;

    public static final int AMOP = 7;
    /** The answer to an AMOP request: a whole websocket message. */
    public static final int WS = 8;

    public static final int SYNC_NODE_SEQ = 9;
    public static final int ROUTER_SEQ = 0xa;
    public static final int ROUTER_RESPONSE = 0xb;
    public static final int ROUTER_REQUEST = 0xc;

    /** Ext: answers the packet with the same seq. */
    public static final int EXT_RESPONSE = 0x01;
    /** Ext: for consensus nodes. */
    public static final int EXT_CONSENSUS = 0x02;
    /** Ext: for observers. */
    public static final int EXT_OBSERVER = 0x04;
    /** Ext: for nodes outside of the group. */
    public static final int EXT_FREE = 0x08;
    /** Ext: the payload is compressed; only ever seen on the wire. */
    public static final int EXT_COMPRESSED = 0x10;
    /** Ext: for light nodes. */
    public static final int EXT_LIGHT = 0x20;

    private PacketTypes() {}

    /** Whether packets of this type have options, in every version. */
    public static boolean hasOptions(int type) {
        return type == PEER_TO_PEER || type == BROADCAST;
    }
}
