package dev.gossip.examples.demo.orbs;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node leaves the topology and another one enters while messages flow; nobody else notices. */
final class TopologyAct {

    private static final String STEADY = "steady ";
    private static final String AFTER = "after the change";

    private final Stage stage;
    private int sent;

    TopologyAct(Stage stage) {
        this.stage = stage;
    }

    /** @return the members of the changed topology */
    List<DemoNode> play(DemoNetwork network, List<DemoNode> members) {
        DemoNode leaving = members.get(members.size() - 1);
        List<DemoNode> staying = members.subList(0, members.size() - 1);
        DemoNode entering = network.add();
        List<DemoNode> changed = new ArrayList<>(staying);
        changed.add(entering);
        List<NodeId> ids = staying.stream().map(DemoNode::id).toList();
        staying.forEach(node -> node.lostLinks().clear());

        long start = stage.runtime().time().nanoTime();
        entering.start(changed);
        leaving.topology(List.of());
        for (DemoNode node : staying) {
            send(staying);
            node.topology(changed);
            send(staying);
        }
        stage.signals()
                .await(
                        entering + " is linked with everybody",
                        DemoSettings.PATIENCE,
                        () -> network.isComplete(changed));
        Duration took = Duration.ofNanos(stage.runtime().time().nanoTime() - start);
        send(staying);
        boolean named = staying.get(0)
                .send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, AFTER)
                .containsKey(leaving.id());
        List<DemoNode> listeners = changed.subList(1, changed.size());
        stage.signals()
                .await(
                        "everybody in the new topology hears a broadcast",
                        DemoSettings.PATIENCE,
                        () -> listeners.stream().allMatch(node -> node.inbox().count(AFTER) == 1));
        long lost = staying.stream()
                .flatMap(node -> node.lostLinks().stream())
                .filter(ids::contains)
                .count();
        long complete = staying.stream()
                .skip(1)
                .filter(node -> node.inbox().hasSeries(STEADY, sent))
                .count();
        report(staying.size(), lost, complete, took);
        unless(lost == 0, "links between nodes that stay are not touched: " + lost + " were lost");
        unless(
                complete == staying.size() - 1,
                "nodes that stay hear every message meanwhile, once and in order: only " + complete + " did");
        unless(!named && leaving.inbox().count(AFTER) == 0, leaving + " hears nothing once it has left the topology");
        stage.timeline()
                .say(leaving + " left and " + entering + " entered, linked with everybody "
                        + took.toMillis() + " ms after its start; " + staying.size() * (staying.size() - 1)
                        + " links of the others untouched, " + sent
                        + " messages meanwhile heard in order by all " + complete);
        return changed;
    }

    private void report(int staying, long lost, long complete, Duration took) {
        stage.findings()
                .of("topologyChange")
                .put("linksKept", staying * (staying - 1) - lost)
                .put("linksLost", lost)
                .put("messagesMeanwhile", sent)
                .put("heardAllInOrder", complete)
                .put("enteredAfterMillis", took.toMillis());
    }

    private void send(List<DemoNode> staying) {
        NodeId[] others = staying.stream().skip(1).map(DemoNode::id).toArray(NodeId[]::new);
        sent++;
        staying.get(0).send(OrbsTopic.LEAN_HELIX, 0, Recipients.only(others), STEADY + sent);
    }
}
