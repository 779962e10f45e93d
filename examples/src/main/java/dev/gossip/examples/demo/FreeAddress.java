package dev.gossip.examples.demo;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/**
 * Addresses for nodes that come back to where they were, so that the system cannot choose when they bind. Their ports are below
 * those that systems give to outgoing connections, one of which could take the place of a node that is away.
 */
public final class FreeAddress {

    private static final int FIRST_PORT = 10_240;
    private static final int PORTS = 32_768 - FIRST_PORT;

    private FreeAddress() {}

    /** A port of the loopback address on which nobody listens now. */
    public static PeerAddress onLoopback() {
        int any = bind(0).orElseThrow(() -> new GossipException("no free port on the loopback address"));
        for (int tried = 0; tried < PORTS; tried++) {
            OptionalInt port = bind(FIRST_PORT + (any + tried) % PORTS);
            if (port.isPresent()) {
                return PeerAddress.of("127.0.0.1", port.getAsInt());
            }
        }
        throw new GossipException("all ports of the loopback address from " + FIRST_PORT + " on are taken");
    }

    /** @return the port that was bound for a moment; empty if it is taken */
    private static OptionalInt bind(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return OptionalInt.of(socket.getLocalPort());
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
