package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.wire.Header;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Recipients} as a header says them, and back. */
final class Addressing {

    private Addressing() {}

    static int mode(Recipients recipients) {
        if (recipients instanceof Recipients.All) {
            return Header.BROADCAST;
        }
        if (recipients instanceof Recipients.Only) {
            return Header.LIST;
        }
        if (recipients instanceof Recipients.AllBut) {
            return Header.ALL_BUT_LIST;
        }
        throw new GossipException(
                "orbs addresses all nodes, a list of nodes, or all but a list; it has no way to say " + recipients);
    }

    static List<Bytes> list(Recipients recipients) {
        Collection<NodeId> ids = Set.of();
        if (recipients instanceof Recipients.Only only) {
            ids = only.ids();
        } else if (recipients instanceof Recipients.AllBut allBut) {
            ids = allBut.ids();
        }
        return ids.stream().map(NodeId::value).sorted().toList();
    }

    static Recipients of(Header header) {
        Set<NodeId> ids = header.recipients().stream().map(NodeId::new).collect(Collectors.toSet());
        return switch (header.mode()) {
            case Header.LIST -> new Recipients.Only(ids);
            case Header.ALL_BUT_LIST -> new Recipients.AllBut(ids);
            default -> Recipients.ALL;
        };
    }

    static boolean includes(Header header, NodeId id) {
        return switch (header.mode()) {
            case Header.LIST -> header.recipients().contains(id.value());
            case Header.ALL_BUT_LIST -> !header.recipients().contains(id.value());
            default -> true;
        };
    }
}
