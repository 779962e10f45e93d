package dev.gossip.fisco.codec.tars;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gateway tells about the nodes behind it (Tars {@code GatewayNodeStatus}).
 *
 * @param uuid names the gateway; several processes may share one
 * @param seq grows with every change
 */
public record GatewayStatus(String uuid, int seq, List<GroupNodes> groups) {

    public GatewayStatus {
        groups = List.copyOf(groups);
    }

    /** As a payload. */
    public Bytes encode() {
        TarsWriter out = new TarsWriter();
        out.string(1, Bytes.utf8(uuid)).number(2, seq);
        if (!groups.isEmpty()) {
            out.list(3, groups, (items, group) -> items.struct(0, () -> group.write(items)));
        }
        return out.done();
    }

    /** From a payload. */
    public static GatewayStatus decode(Bytes payload) throws MalformedException {
        TarsStruct in = TarsStruct.decode(payload);
        List<GroupNodes> groups = new ArrayList<>();
        for (TarsStruct group : in.list(3, TarsStruct.class, "nodeList")) {
            groups.add(GroupNodes.read(group));
        }
        String uuid = WireReader.ofPayload(payload).text(in.string(1, "uuid"), "uuid");
        return new GatewayStatus(uuid, Numbers.int32(in.number(2, "seq"), "seq"), groups);
    }
}
