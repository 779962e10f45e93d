package dev.gossip.examples.node.fisco;

import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.examples.node.NodeLog;
import dev.gossip.fisco.codec.identity.CertificateKey;
import java.util.Locale;
import java.util.function.Consumer;

/** Links to nodes and to SDKs, in one line each, told apart by the endpoint. */
final class FiscoLog implements NodeObserver {

    private static final int SHOWN_DIGITS = 16;

    private final String nodes;
    private final NodeLog ofNodes;
    private final NodeLog ofSdks;

    /** @param nodes the endpoint for nodes; all others are for SDKs */
    FiscoLog(String nodes, Consumer<String> out) {
        this.nodes = nodes;
        this.ofNodes = new NodeLog(out, FiscoLog::name);
        this.ofSdks = new NodeLog(line -> out.accept("SDK " + line));
    }

    @Override
    public void onEvent(NodeEvent event) {
        (endpoint(event).equals(nodes) ? ofNodes : ofSdks).onEvent(event);
    }

    private static String endpoint(NodeEvent event) {
        if (event instanceof NodeEvent.LinkUp up) {
            return up.peer().endpoint();
        } else if (event instanceof NodeEvent.LinkDown down) {
            return down.peer().endpoint();
        } else if (event instanceof NodeEvent.LinkRefused refused) {
            return refused.peer().endpoint();
        } else if (event instanceof NodeEvent.DialFailed failed) {
            return failed.endpoint();
        } else if (event instanceof NodeEvent.PeerAlive alive) {
            return alive.endpoint();
        } else if (event instanceof NodeEvent.PeerDead dead) {
            return dead.endpoint();
        }
        return "";
    }

    /** The beginning of a node's entry on an allow list: ids on RSA keys all begin alike. */
    static String name(NodeId id) {
        String entry = entry(id);
        return entry.substring(0, Math.min(SHOWN_DIGITS, entry.length()));
    }

    private static String entry(NodeId id) {
        try {
            return new CertificateKey(id.value()).listId();
        } catch (GossipException e) {
            // An id of generation 2 is an entry.
            return id.hex().toUpperCase(Locale.ROOT);
        }
    }
}
