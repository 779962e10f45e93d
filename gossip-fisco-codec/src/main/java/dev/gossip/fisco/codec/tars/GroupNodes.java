package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of one group behind a gateway (Tars {@code GroupNodeInfo}).
 *
 * @param nodeIds consensus ids as hexadecimal text
 * @param type 0 with a consensus node, 1 only observers, 2 neither
 * @param protocols per node
 * @param nodeTypes per node, as the target bits of a packet's ext field
 */
public record GroupNodes(
        String group, List<String> nodeIds, int type, List<ProtocolInfo> protocols, List<Integer> nodeTypes) {

    public GroupNodes {
        nodeIds = List.copyOf(nodeIds);
        protocols = List.copyOf(protocols);
        nodeTypes = List.copyOf(nodeTypes);
    }

    void write(TarsWriter out) {
        out.string(1, Bytes.utf8(group));
        if (!nodeIds.isEmpty()) {
            out.list(2, nodeIds, (items, id) -> items.string(0, Bytes.utf8(id)));
        }
        if (type != 0) {
            out.number(3, type);
        }
        if (!protocols.isEmpty()) {
            out.list(4, protocols, (items, info) -> items.struct(0, () -> info.write(items)));
        }
        if (!nodeTypes.isEmpty()) {
            out.list(5, nodeTypes, (items, nodeType) -> items.number(0, nodeType));
        }
    }

    static GroupNodes read(TarsStruct in) throws MalformedException {
        WireReader texts = WireReader.ofPayload(Bytes.empty());
        List<String> ids = new ArrayList<>();
        for (Bytes id : in.list(2, Bytes.class, "nodeIDList")) {
            ids.add(texts.text(id, "node id"));
        }
        List<ProtocolInfo> protocols = new ArrayList<>();
        for (TarsStruct info : in.list(4, TarsStruct.class, "protocolList")) {
            protocols.add(ProtocolInfo.read(info));
        }
        List<Integer> types = new ArrayList<>();
        for (Long type : in.list(5, Long.class, "nodeTypeList")) {
            types.add(Numbers.int32(type, "node type"));
        }
        return new GroupNodes(
                texts.text(in.stringOrEmpty(1, "groupID"), "groupID"),
                ids,
                Numbers.int32(in.number(3, "type", 0), "type"),
                protocols,
                types);
    }
}
