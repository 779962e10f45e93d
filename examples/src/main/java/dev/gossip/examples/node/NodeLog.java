package dev.gossip.examples.node;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.api.observe.NodeObserver;
import java.util.function.Consumer;

/**
 * One line for each thing that an operator wants to know: who connected, who left, who was refused and why. Dropped messages
 * are counted, not told. What peers sent cannot add lines of its own.
 */
public record NodeLog(Consumer<String> out) implements NodeObserver {

    private static final int MAX_LINE = 500;

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
            line("alive: " + alive.id()
                    + alive.organisation().map(name -> " of " + name).orElse(""));
        } else if (event instanceof NodeEvent.PeerDead dead) {
            line("dead: " + dead.id() + ", " + dead.detail());
        }
    }

    private static String who(LinkPeer peer) {
        return peer.id().map(NodeId::toString).orElse("somebody")
                + peer.organisation().map(name -> " of " + name).orElse("") + " at " + peer.remote();
    }

    private void line(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        out.accept(plain.length() <= MAX_LINE ? plain : plain.substring(0, MAX_LINE) + "...");
    }
}
