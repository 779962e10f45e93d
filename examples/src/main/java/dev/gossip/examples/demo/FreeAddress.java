package dev.gossip.examples.demo;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Addresses for nodes that come back to where they were, so that the system cannot choose when they bind. */
public final class FreeAddress {

    private FreeAddress() {}

    /** A port of the loopback address on which nobody listens now. */
    public static PeerAddress onLoopback() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return PeerAddress.of("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new GossipException("no free port on the loopback address: " + e, e);
        }
    }
}
