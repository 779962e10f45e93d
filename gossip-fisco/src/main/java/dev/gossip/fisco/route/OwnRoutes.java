package dev.gossip.fisco.route;

import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.fisco.codec.body.RouteRequest;
import dev.gossip.fisco.codec.body.RouteSequence;
import dev.gossip.fisco.codec.body.RouteTable;
import dev.gossip.fisco.codec.tars.RouterTable;
import dev.gossip.spi.SequencedStatus;
import dev.gossip.state.status.StatusBodies;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Our routes for those who keep them in step with the neighbours, each of which is told its own view of them. */
final class OwnRoutes implements SequencedStatus<RouteTable> {

    /** Route tables carry no number of their own. */
    static final StatusBodies<RouteSequence, RouteRequest, RouteTable> BODIES = new StatusBodies<>(
            RouteSequence.class,
            RouteSequence::new,
            RouteSequence::sequence,
            RouteRequest.class,
            new RouteRequest(),
            RouteTable.class,
            table -> OptionalLong.empty());

    private final Routes routes;
    private final FiscoEndpoint spoken;
    private final int maxNodes;
    private final Consumer<Routes.Change> changes;
    private final ObjIntConsumer<NodeId> tooMany;
    private long announced;
    private Runnable announce = () -> {};

    /**
     * @param maxNodes entries of a table that are read
     * @param changes hears which nodes are reached and lost
     * @param tooMany hears whose table has how many more entries
     */
    OwnRoutes(
            Routes routes,
            FiscoEndpoint spoken,
            int maxNodes,
            Consumer<Routes.Change> changes,
            ObjIntConsumer<NodeId> tooMany) {
        this.routes = routes;
        this.spoken = spoken;
        this.maxNodes = maxNodes;
        this.changes = changes;
        this.tooMany = tooMany;
    }

    void linked(NodeId neighbour) {
        changed(routes.linked(neighbour));
    }

    void unlinked(NodeId neighbour) {
        changed(routes.lost(neighbour));
    }

    @Override
    public void learnt(String endpoint, NodeId neighbour, RouteTable told) {
        List<RouterTable.Entry> entries = told.table().entries();
        int kept = Math.min(entries.size(), maxNodes);
        if (kept < entries.size()) {
            tooMany.accept(neighbour, entries.size() - kept);
        }
        changed(routes.told(neighbour, RouteEntries.read(entries.subList(0, kept), spoken)));
    }

    /** Nothing here: {@link #unlinked} is called in generation 2, too, in which tables are not exchanged. */
    @Override
    public void lost(String endpoint, NodeId neighbour) {}

    private void changed(Routes.Change change) {
        changes.accept(change);
        if (routes.sequence() != announced) {
            announced = routes.sequence();
            announce.run();
        }
    }

    @Override
    public long sequence() {
        return routes.sequence();
    }

    @Override
    public RouteTable status() {
        return new RouteTable(RouteEntries.write(routes.distances(), spoken));
    }

    @Override
    public RouteTable statusFor(String endpoint, NodeId neighbour) {
        return new RouteTable(RouteEntries.write(routes.toldTo(neighbour), spoken));
    }

    @Override
    public void onChange(Runnable changed) {
        announce = changed;
    }
}
