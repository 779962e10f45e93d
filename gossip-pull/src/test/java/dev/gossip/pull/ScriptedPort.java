package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Records what an engine does; the test plays the peers. */
final class ScriptedPort implements PullPort {

    record Sent(NodeId target, Body body) {}

    final VirtualTime time;
    final List<Sent> sent = new ArrayList<>();
    final List<DropReason> drops = new ArrayList<>();
    List<NodeId> partners = List.of();
    BiPredicate<NodeId, Body> accepting = (target, body) -> true;

    ScriptedPort(VirtualTime time) {
        this.time = time;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    @Override
    public List<NodeId> partners() {
        return partners;
    }

    @Override
    public boolean send(NodeId target, Body body) {
        sent.add(new Sent(target, body));
        return accepting.test(target, body);
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        drops.add(reason);
    }

    <B extends Body> List<B> sent(Class<B> type) {
        return sent.stream()
                .map(Sent::body)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <B extends Body> List<NodeId> targetsOf(Class<B> type) {
        return sent.stream()
                .filter(message -> type.isInstance(message.body()))
                .map(Sent::target)
                .toList();
    }
}
