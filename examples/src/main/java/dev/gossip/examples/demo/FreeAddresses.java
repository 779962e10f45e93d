package dev.gossip.examples.demo;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Addresses for nodes that come back to where they were, so that the system cannot choose when they bind; each is given once.
 * Their ports are below those that systems give to outgoing connections, one of which could take the place of a node that is
 * away. Thread-safe.
 */
public final class FreeAddresses {

    private static final int FIRST_PORT = 10_240;
    private static final int PORTS = 32_768 - FIRST_PORT;

    /** Begins where the system points to, or networks of several processes would meet at the first port. */
    private int next = bind(0) % PORTS;

    private int given;

    public FreeAddresses() {}

    /** A port of the loopback address on which nobody listens now. */
    public synchronized PeerAddress next() {
        while (given < PORTS) {
            int port = FIRST_PORT + next;
            next = (next + 1) % PORTS;
            given++;
            if (bind(port) == port) {
                return PeerAddress.of("127.0.0.1", port);
            }
        }
        throw new GossipException(
                "all ports of the loopback address from " + FIRST_PORT + " on are taken or were given");
    }

    /** @return the port that was bound for a moment; 0 if it is taken */
    private static int bind(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }
}
