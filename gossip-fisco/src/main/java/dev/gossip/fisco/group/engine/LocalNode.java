package dev.gossip.fisco.group.engine;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.fisco.group.NodeKind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A node that this process serves; all work is the engine's. */
final class LocalNode implements GroupNode {

    private static final int MAX_MODULE = 0xffff;

    private final GroupCalls calls;
    private final String group;
    private final NodeId id;
    private final Inbox inbox;
    private volatile NodeKind kind;

    LocalNode(GroupCalls calls, String group, NodeId id, NodeKind kind, Inbox inbox) {
        this.calls = calls;
        this.group = group;
        this.id = id;
        this.kind = kind;
        this.inbox = inbox;
    }

    Inbox inbox() {
        return inbox;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public NodeKind kind() {
        return kind;
    }

    @Override
    public void become(NodeKind other) {
        if (kind != other) {
            kind = other;
            calls.changed(this);
        }
    }

    @Override
    public CompletionStage<GroupResult> send(NodeId to, int module, Bytes payload) {
        demand(module);
        return calls.call(engine -> engine.send(this, to, engine.statement(module, payload)));
    }

    @Override
    public CompletionStage<GroupResult> request(NodeId to, int module, Bytes payload, Duration timeout) {
        demand(module);
        return calls.call(engine -> engine.request(this, to, module, payload, timeout));
    }

    @Override
    public CompletionStage<Integer> broadcast(Set<NodeKind> kinds, int module, Bytes payload) {
        demand(module);
        int bits = NodeKind.bits(kinds);
        return calls.run(engine -> engine.broadcast(this, bits, engine.statement(module, payload)));
    }

    private static void demand(int module) {
        if (module < 1 || module > MAX_MODULE) {
            throw new GossipException("a module is a number from 1 to " + MAX_MODULE + ", not " + module);
        }
    }

    @Override
    public void close() {
        calls.closed(this);
    }
}
