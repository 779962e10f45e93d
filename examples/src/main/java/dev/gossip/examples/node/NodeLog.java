package dev.gossip.examples.node;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.api.observe.NodeObserver;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One line for each thing that an operator wants to know: who connected, who left, who was refused and why. Dropped messages
 * are counted, not told. What peers sent cannot add lines of its own.
 *
 * @param name how nodes are called
 */
public record NodeLog(Consumer<String> out, Function<NodeId, String> name) implements NodeObserver {

    private static final int MAX_LINE = 500;

    /** Nodes are called by the beginning of their ids. */
    public NodeLog(Consumer<String> out) {
        this(out, NodeId::toString);
    }

    @Override
    public void onEvent(NodeEvent event) {
        if (event instanceof NodeEvent.LinkUp up) {
            line("connected: " + who(up.peer()) + (up.dialled() ? ", dialled" : ", accepted"));
        } else if (event instanceof NodeEvent.LinkDown down) {
            line("disconnected: " + who(down.peer()) + ", " + down.reason() + ", " + down.detail());
        } else if (event instanceof NodeEvent.LinkRefused refused) {
            line("refused: " + who(refused.peer()) + ", " + refused.reason() + ", " + refused.detail());
        } else if (event instanceof NodeEvent.DialFailed failed) {
            line("cannot reach: " + failed.address() + ", " + failed.detail());
        } else if (event instanceof NodeEvent.PeerAlive alive) {
            line("alive: " + name.apply(alive.id())
                    + alive.organisation()
                            .map(organisation -> " of " + organisation)
                            .orElse(""));
        } else if (event instanceof NodeEvent.PeerDead dead) {
            line("dead: " + name.apply(dead.id()) + ", " + dead.detail());
        }
    }

    private String who(LinkPeer peer) {
        return peer.id().map(name).orElse("somebody")
                + peer.organisation().map(organisation -> " of " + organisation).orElse("") + " at " + peer.remote();
    }

    private void line(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        out.accept(plain.length() <= MAX_LINE ? plain : plain.substring(0, MAX_LINE) + "...");
    }
}
