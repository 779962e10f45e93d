package dev.gossip.simulator;

import dev.gossip.api.Bytes;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What lies between the hosts: who reaches whom, how long it takes, what gets lost. */
final class Network {

    private final VirtualTime time;
    private final RandomGenerator random;
    private final EventLog events;
    private final List<FrameListener> listeners = new ArrayList<>();
    private final Set<SimulatedConnection> stalled = new LinkedHashSet<>();
    private LinkMap links = (from, to) -> LinkModel.LAN;

    Network(VirtualTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.events = new EventLog(time);
    }

    EventLog events() {
        return events;
    }

    void links(LinkMap map) {
        links = map;
    }

    void listen(FrameListener listener) {
        listeners.add(listener);
    }

    long nanos() {
        return time.nanoTime();
    }

    void after(long nanos, Runnable task) {
        time.schedule(Duration.ofNanos(nanos), task);
    }

    /** Whether what {@code from} has sent can arrive now; it may itself be down by now. */
    boolean reachable(SimulatedHost from, SimulatedHost to) {
        return to.isUp() && from.island() == to.island();
    }

    long latency(SimulatedHost from, SimulatedHost to) {
        return links.between(from, to).latency().nanos(random);
    }

    /** A frame has left its host. @return whether it gets lost on the way */
    boolean left(SimulatedHost from, SimulatedHost to, Bytes frame) {
        log(EventLog.Kind.LEFT, from, to, frame.length(), frame.hashCode());
        listeners.forEach(listener -> listener.left(from, to, frame));
        double loss = links.between(from, to).loss();
        boolean lost = loss > 0 && random.nextDouble() < loss;
        if (lost) {
            log(EventLog.Kind.LOST, from, to, frame.length(), 0);
        }
        return lost;
    }

    void log(EventLog.Kind kind, SimulatedHost from, SimulatedHost to, int length, int content) {
        events.add(kind, from.index(), to.index(), length, content);
    }

    void stalled(SimulatedConnection connection) {
        stalled.add(connection);
    }

    /** Hosts may reach each other again. */
    void retryStalled() {
        List<SimulatedConnection> waiting = List.copyOf(stalled);
        stalled.clear();
        waiting.forEach(SimulatedConnection::retry);
    }
}
