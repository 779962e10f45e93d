package dev.gossip.fisco.group;

import dev.gossip.fisco.codec.p2p3.PacketTypes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What a node is in its group; as in the {@code ext} bits of a FISCO BCOS 3.x packet. */
public enum NodeKind {
    /** Takes part in consensus. */
    CONSENSUS(PacketTypes.EXT_CONSENSUS),
    /** Follows the blocks. */
    OBSERVER(PacketTypes.EXT_OBSERVER),
    /** Is outside of the group. */
    FREE(PacketTypes.EXT_FREE),
    /** Keeps headers only. */
    LIGHT(PacketTypes.EXT_LIGHT);

    private final int bit;

    NodeKind(int bit) {
        this.bit = bit;
    }

    /** Its bit in a packet's {@code ext} field, and in node statuses. */
    public int bit() {
        return bit;
    }

    /** The bits of some kinds. */
    public static int bits(Collection<NodeKind> kinds) {
        return kinds.stream().mapToInt(NodeKind::bit).reduce(0, (some, bit) -> some | bit);
    }

    /** The kinds of some bits; unknown ones are ignored. */
    public static Set<NodeKind> of(int bits) {
        Set<NodeKind> kinds = EnumSet.noneOf(NodeKind.class);
        for (NodeKind kind : values()) {
            if ((bits & kind.bit) != 0) {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
