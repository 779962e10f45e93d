package dev.gossip.state;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import java.util.List;

/**
 * What entitled peers get along with a transferred item (Fabric: private data). Called beside the lanes; may read a disk.
 */
@FunctionalInterface
public interface CompanionSource {

    /** Gives nothing to anybody. */
    CompanionSource NONE = (sequence, to) -> List.of();

    /** The companions of an item that {@code to} may have. */
    List<Bytes> companions(long sequence, LinkPeer to);
}
