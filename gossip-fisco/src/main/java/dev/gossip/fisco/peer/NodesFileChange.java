package dev.gossip.fisco.peer;

import dev.gossip.api.PeerAddress;
import java.util.List;

/** What a changed nodes.json led to. */
public sealed interface NodesFileChange {

    /** These addresses are dialled from now on, and links to those that left the file end. */
    record Used(List<PeerAddress> addresses) implements NodesFileChange {
        public Used {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The file is of no use, so the addresses from before stay.
     *
     * @param reason names the file, the entry, and what to do
     */
    record Refused(String reason) implements NodesFileChange {}
}
