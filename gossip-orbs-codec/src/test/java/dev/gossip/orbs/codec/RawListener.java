package dev.gossip.orbs.codec;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A TCP listener that accepts whoever dials it and never reads a byte. */
final class RawListener implements AutoCloseable {

    private static final int BACKLOG = 1_024;
    private static final int SMALL = 4 << 10;

    private final ServerSocket server = new ServerSocket();
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    RawListener() throws IOException {
        server.setReceiveBufferSize(SMALL);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
        Thread acceptor = new Thread(this::accept, "raw-listener");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException e) {
            // Closed, which is the end of the thread too.
            accepted.clear();
        }
    }

    PeerAddress address() {
        return PeerAddress.of("127.0.0.1", server.getLocalPort());
    }

    OrbsNode member(int number) {
        return OrbsNode.of(OrbsNetwork.id(number), address());
    }

    /** Connections that nobody has taken with {@link #next}. */
    int waiting() {
        return accepted.size();
    }

    /** The next connection that was dialled. */
    Socket next() throws InterruptedException {
        Socket socket = accepted.poll(30, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("nobody dialled within 30 s");
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket = accepted.poll(); socket != null; socket = accepted.poll()) {
            socket.close();
        }
    }
}
