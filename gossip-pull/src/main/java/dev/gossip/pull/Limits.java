package dev.gossip.pull;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import java.util.List;

/** What is read of a list that a peer made. */
final class Limits {

    private Limits() {}

    static List<Bytes> firstIds(List<Bytes> ids, PullSpec spec, PullPort port, LinkPeer from) {
        int limit = spec.config().maxIds();
        if (ids.size() <= limit) {
            return ids;
        }
        port.dropped(from, PullDrops.TOO_MANY_IDS, ids.size() + " ids, of which " + limit + " (maxIds) are read");
        return ids.subList(0, limit);
    }
}
