package dev.gossip.fisco.group.engine;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.fisco.codec.body.NodeStatus;
import dev.gossip.fisco.codec.body.NodeStatusRequest;
import dev.gossip.fisco.codec.body.NodeStatusSequence;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.SequencedStatus;
import dev.gossip.state.status.StatusBodies;
import java.util.Optional;
import java.util.OptionalLong;

/** Our nodes for those who keep gateways in step, and theirs for the directory. */
record NodeStatuses(NodeContext context, String uuid, LocalNodes locals, Directory directory)
        implements SequencedStatus<NodeStatus> {

    static final StatusBodies<NodeStatusSequence, NodeStatusRequest, NodeStatus> BODIES = new StatusBodies<>(
            NodeStatusSequence.class,
            NodeStatusSequence::new,
            NodeStatusSequence::sequence,
            NodeStatusRequest.class,
            new NodeStatusRequest(),
            NodeStatus.class,
            told -> OptionalLong.of(Integer.toUnsignedLong(told.status().seq())));

    @Override
    public long sequence() {
        return locals.sequence();
    }

    @Override
    public NodeStatus status() {
        return new NodeStatus(locals.status(uuid));
    }

    @Override
    public void learnt(String endpoint, NodeId gateway, NodeStatus told) {
        LinkPeer from = new LinkPeer(
                endpoint,
                Optional.of(gateway),
                Assurance.CLAIMED,
                Optional.empty(),
                PeerAddress.of("unknown", 0),
                Attributes.empty());
        directory.learnt(gateway, told.status()).forEach((reason, detail) -> context.dropped(from, reason, detail));
    }

    @Override
    public void lost(String endpoint, NodeId gateway) {
        directory.lost(gateway);
    }

    @Override
    public void onChange(Runnable changed) {
        locals.onChange(() -> context.control().execute(changed));
    }
}
