package dev.gossip.membership;

import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.body.Alive;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the engine does to the world, on one endpoint. Called on the control lane, where its stages complete too. */
interface Network {

    CompletionStage<Envelope> seal(Alive own);

    void publish(Envelope own);

    SendResult send(NodeId target, Message message);

    CompletionStage<Delivery> request(NodeId target, Message message, Duration timeout);

    CompletionStage<LinkPeer> dial(PeerAddress address, Optional<NodeId> expected);

    void disconnect(NodeId id, DropReason reason, String detail);

    Optional<Envelope> redact(Envelope envelope, LinkPeer target);

    /** The member is alive, or is to be reached differently from before. */
    void alive(Member member);

    void dead(NodeId id, String detail);

    void forgotten(NodeId id);

    void dropped(LinkPeer from, DropReason reason, String detail);

    /** Reports a failure of our own. */
    void failed(DropReason reason, String detail);

    /** Keeps our incarnation for the next start, beside the lanes. */
    void saveIncarnation(long incarnation);
}
