package dev.gossip.fabric.codec;

import dev.gossip.api.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.Member;

/** Which peers said, in a verified alive message, that they are ours. Bounded; thread-safe. */
final class ApplicationPeers {

    private static final int LIMIT = 10_000;

    private final Map<NodeId, Boolean> ours = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, Boolean> eldest) {
            return size() > LIMIT;
        }
    };

    synchronized void heard(Decoded statement) {
        AliveMessage alive = statement.message().getAliveMsg();
        if (statement.rule() != ContentRule.ALIVE) {
            return;
        }
        Member member = alive.getMembership();
        NodeId id = new NodeId(Wire.bytes(member.getPkiId()));
        if (Wire.bytes(member.getMetadata()).equals(ApplicationData.MARKER)) {
            ours.put(id, true);
        } else {
            ours.remove(id);
        }
    }

    synchronized boolean includes(NodeId id) {
        return ours.containsKey(id);
    }
}
