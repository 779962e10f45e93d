package dev.gossip.membership;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.LogicalTime;
import java.time.Duration;
import java.util.Optional;

/**
 * One member as of a moment.
 *
 * @param organisation who vouches for it, once known
 * @param internal address for its own organisation, if it was told to us
 * @param external address announced to everybody
 * @param time of its newest statement
 * @param lastHeard how long ago that statement reached us
 * @param seed whether it answered at one of our seeds and is therefore never forgotten
 * @param metadata free bytes of its application
 */
public record MemberStatus(
        NodeId id,
        boolean alive,
        Optional<String> organisation,
        Optional<PeerAddress> internal,
        Optional<PeerAddress> external,
        LogicalTime time,
        Duration lastHeard,
        boolean seed,
        Bytes metadata) {}
