package dev.gossip.orbs.codec;

import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a link to every node of the topology. Peers that a change of the topology leaves as they are keep their links. Used on
 * the control lane only.
 */
final class Dialling implements LinkListener {

    private final String endpoint;
    private final NodeContext context;
    private final Reconnect config;
    private final Map<NodeId, Target> targets = new HashMap<>();

    Dialling(String endpoint, NodeContext context, Reconnect config) {
        this.endpoint = endpoint;
        this.context = context;
        this.config = config;
    }

    /** @param wanted everybody to be linked from now on */
    void apply(Map<NodeId, OrbsNode> wanted) {
        for (Target target : new ArrayList<>(targets.values())) {
            if (!target.node.equals(wanted.get(target.node.id()))) {
                targets.remove(target.node.id());
                target.giveUp("the topology no longer has this peer there");
            }
        }
        wanted.forEach((id, node) -> {
            if (!targets.containsKey(id)) {
                Target target = new Target(node);
                targets.put(id, target);
                target.dial();
            }
        });
    }

    @Override
    public void linkDown(LinkPeer peer, DropReason reason, String detail) {
        if (peer.endpoint().equals(endpoint)) {
            peer.id().map(targets::get).ifPresent(Target::lostPerhaps);
        }
    }

    private boolean isLinked(NodeId id) {
        return context.peers().find(endpoint, id).filter(Peer::connected).isPresent();
    }

    /** One node to be linked. */
    private final class Target {

        private final OrbsNode node;
        private final RedialSchedule schedule;
        private Cancellable timer = () -> {};
        private boolean givenUp;
        private boolean linked;
        private long linkedSince;

        Target(OrbsNode node) {
            this.node = node;
            this.schedule = new RedialSchedule(config, context.random());
        }

        void dial() {
            if (!givenUp) {
                context.dial(endpoint, node.address(), Optional.of(node.id()))
                        .whenComplete((peer, failure) -> answered(failure));
            }
        }

        private void answered(@Nullable Throwable failure) {
            if (givenUp) {
                if (failure == null) {
                    disconnect("the topology changed while this peer was dialled");
                }
            } else if (failure != null) {
                again(schedule.afterFailure());
            } else {
                linked = true;
                linkedSince = context.time().nanoTime();
                lostPerhaps();
            }
        }

        /** The link may be gone by the time we hear of it, and what ended may have been another one. */
        void lostPerhaps() {
            if (linked && !isLinked(node.id())) {
                linked = false;
                again(schedule.afterLoss(Duration.ofNanos(context.time().nanoTime() - linkedSince)));
            }
        }

        private void again(Duration wait) {
            timer = context.control().schedule(wait, this::dial);
        }

        void giveUp(String why) {
            givenUp = true;
            timer.cancel();
            disconnect(why);
        }

        private void disconnect(String why) {
            context.disconnect(endpoint, node.id(), DropReason.CLOSED, why);
        }
    }
}
