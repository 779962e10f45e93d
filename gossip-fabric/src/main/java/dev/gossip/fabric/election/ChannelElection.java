package dev.gossip.fabric.election;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.fabric.codec.Leadership;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Whether this node leads its organisation in one channel, by election or by configuration. Thread-safe. */
public final class ChannelElection {

    private static final System.Logger LOG = System.getLogger(ChannelElection.class.getName());

    private final String endpoint;
    private final String channel;
    private final ElectionConfig config;
    private final Electorate electorate;
    private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean leading;
    private volatile @Nullable Running running;

    ChannelElection(String endpoint, String channel, ElectionConfig config, Electorate electorate) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.config = config;
        this.electorate = electorate;
    }

    /** Whether this node leads now. */
    public boolean isLeading() {
        return leading;
    }

    /**
     * Hears of every change from now on. If this node leads already, or will because it is configured to, the listener is
     * told so, on the channel's lane, once the node runs.
     */
    public synchronized Cancellable onChange(LeadershipListener listener) {
        Running now = running;
        if (now == null) {
            listeners.add(listener);
        } else {
            now.lane.execute(() -> {
                listeners.add(listener);
                if (leading) {
                    tell(listener, true);
                }
            });
        }
        return () -> listeners.remove(listener);
    }

    /**
     * Gives up an elected lead, as Fabric's peers do when no orderer can be reached. This node does not stand again until
     * it has seen another leader, or six times {@code leaderAliveThreshold} passed. Nothing happens if this node does not
     * lead, or leads because it is configured to.
     */
    public void yieldLeadership() {
        Running now = running;
        if (now != null && now.election != null) {
            now.lane.execute(now.election::yieldLeadership);
        }
    }

    synchronized void launch(NodeContext node) {
        Lane lane = node.lane(channel);
        Election election =
                config.useLeaderElection() ? new Election(electorate.self(), config, new NodePort(node, lane)) : null;
        running = new Running(lane, node.metrics(), election);
        node.metrics().gauge("gossip.leader_election.leader", () -> leading ? 1 : 0, "channel", channel);
        if (election != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "channel ''{0}'': this node stands for leader election (useLeaderElection); if it cannot fetch blocks"
                            + " from an orderer, its organisation gets no more blocks once it wins",
                    channel);
            lane.execute(election::start);
        } else if (config.orgLeader()) {
            lane.execute(() -> changed(true));
        }
    }

    void stop() {
        Running now = running;
        if (now != null) {
            now.lane.execute(() -> {
                if (now.election != null) {
                    now.election.stop();
                } else if (leading) {
                    changed(false);
                }
            });
        }
    }

    /** Whether a statement counts: we stand, and its author is one of us. */
    boolean admits(NodeId author) {
        return config.useLeaderElection() && electorate.others().contains(author);
    }

    boolean isOn() {
        return config.useLeaderElection();
    }

    void onMessage(Leadership statement) {
        Running now = running;
        if (now != null && now.election != null) {
            Election election = now.election;
            now.lane.execute(() -> election.onMessage(statement.subject(), statement.declaration()));
        }
    }

    private void changed(boolean now) {
        leading = now;
        listeners.forEach(listener -> tell(listener, now));
    }

    private void tell(LeadershipListener listener, boolean now) {
        try {
            listener.changed(now);
        } catch (RuntimeException e) {
            failed("listener");
        }
    }

    private void failed(String what) {
        Running now = running;
        if (now != null) {
            now.metrics
                    .counter("gossip.leader_election.failures", "channel", channel, "what", what)
                    .increment();
        }
    }

    private record Running(
            Lane lane, MetricsSink metrics, @Nullable Election election) {}

    /** The node as the election sees it. */
    private final class NodePort implements Election.Port {

        private final NodeContext node;
        private final Lane lane;
        private LogicalTime time;

        NodePort(NodeContext node, Lane lane) {
            this.node = node;
            this.lane = lane;
            Instant started = node.time().now();
            this.time = new LogicalTime(started.getEpochSecond() * 1_000_000_000L + started.getNano(), 0);
        }

        @Override
        public void say(boolean declaration) {
            if (electorate.others().isEmpty()) {
                return;
            }
            time = time.next();
            Leadership statement = new Leadership(electorate.self(), time, declaration);
            node.seal(endpoint, Message.of(Topic.scope(channel), statement)).whenComplete((envelope, failure) -> {
                if (failure == null) {
                    node.publish(endpoint, envelope);
                } else {
                    failed("sign");
                }
            });
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return lane.schedule(delay, task);
        }

        @Override
        public long nanoTime() {
            return node.time().nanoTime();
        }

        @Override
        public int viewSize() {
            return electorate.others().size();
        }

        @Override
        public void leading(boolean now) {
            changed(now);
        }
    }
}
