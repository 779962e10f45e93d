package dev.gossip.fabric.privatedata;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.spi.crypto.Identity;
import java.util.List;
import java.util.Optional;

/** The members of one channel as private data needs to know them. Thread-safe; works once the node runs. */
public interface ChannelMembers {

    /** Our own id. */
    NodeId self();

    /** Our own organisation; known before the node runs. */
    String organisation();

    /** Alive members of the channel, without us. */
    List<Peer> members();

    /** The admitted identity of a node, our own included. */
    Optional<Identity> identity(NodeId id);

    /** Whether the holder of a connection may read the channel. */
    boolean mayRead(LinkPeer peer);
}
