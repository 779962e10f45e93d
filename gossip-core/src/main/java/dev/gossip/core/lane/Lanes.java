package dev.gossip.core.lane;

import dev.gossip.api.GossipRuntime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of one node: control, and one per scope that the node takes part in. Thread-safe. */
public final class Lanes {

    private final GossipRuntime runtime;
    private final int bound;
    private final SerialLane control;
    private final Map<String, SerialLane> scoped = new ConcurrentHashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    public Lanes(GossipRuntime runtime, int bound) {
        this.runtime = runtime;
        this.bound = bound;
        this.control = create("control");
    }

    private SerialLane create(String name) {
        return new SerialLane(name, runtime.lanes(), runtime.scheduler(), bound);
    }

    public SerialLane control() {
        return control;
    }

    /** Gives a scope its lane: the one it had before, if any, so that no two lanes ever serve one scope. */
    public void open(String scope) {
        if (!scope.isEmpty()) {
            scoped.computeIfAbsent(scope, name -> create("scope-" + name));
            open.add(scope);
        }
    }

    /** From now on the scope's tasks go to control; what is queued on its lane still runs. */
    public void close(String scope) {
        open.remove(scope);
    }

    /** The lane of a scope; control for the empty scope and for scopes that the node does not take part in. */
    public SerialLane lane(String scope) {
        return open.contains(scope) ? scoped.getOrDefault(scope, control) : control;
    }

    /** The lane of this node whose task the calling thread is running, if any. */
    public Optional<SerialLane> current() {
        return SerialLane.current().filter(lane -> lane == control || scoped.containsValue(lane));
    }

    /** Ends every lane with the node: timers stop and later tasks are ignored. */
    public void close() {
        control.close();
        scoped.values().forEach(SerialLane::close);
    }

    /** Runs a task at once if the calling thread is on {@code lane}, else queues it there. */
    public void runOn(SerialLane lane, Runnable task) {
        if (SerialLane.current().filter(lane::equals).isPresent()) {
            task.run();
        } else {
            lane.execute(task);
        }
    }
}
