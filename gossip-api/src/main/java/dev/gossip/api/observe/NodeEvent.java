package dev.gossip.api.observe;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import java.util.Optional;

/** Something that happened to a node. New kinds may be added; observers ignore what they do not know. */
public interface NodeEvent {

    /** A link's greeting succeeded. */
    record LinkUp(LinkPeer peer, boolean dialled) implements NodeEvent {}

    /** An established link is gone. */
    record LinkDown(LinkPeer peer, DropReason reason, String detail) implements NodeEvent {}

    /** A connection was refused before it became a link, by us or by the other side. */
    record LinkRefused(LinkPeer peer, DropReason reason, String detail) implements NodeEvent {}

    /** A dial did not lead to a connection. */
    record DialFailed(String endpoint, PeerAddress address, String detail) implements NodeEvent {}

    /** Membership now holds {@code id} for alive. */
    record PeerAlive(String endpoint, NodeId id, Optional<String> organisation) implements NodeEvent {}

    /** Membership no longer holds {@code id} for alive. */
    record PeerDead(String endpoint, NodeId id, String detail) implements NodeEvent {}

    /** A message or frame was dropped. */
    record Dropped(LinkPeer peer, DropReason reason, String detail) implements NodeEvent {}
}
