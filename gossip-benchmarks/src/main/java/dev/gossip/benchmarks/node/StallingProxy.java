package dev.gossip.benchmarks.node;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Passes bytes between a node and its peer until it is told to stop reading, as a peer does that hangs. */
final class StallingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private final Object gate = new Object();
    private boolean stalled;

    StallingProxy() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Where to dial to reach {@code target}; call it once. */
    PeerAddress to(PeerAddress target) {
        start("proxy-accept", () -> accept(target.port()));
        return target.withPort(server.getLocalPort());
    }

    /** From now on not one byte is read. */
    void stall() {
        synchronized (gate) {
            stalled = true;
        }
    }

    private void accept(int target) throws IOException {
        while (!server.isClosed()) {
            Socket from = server.accept();
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            synchronized (sockets) {
                sockets.add(from);
                sockets.add(to);
            }
            start("proxy-up", () -> pass(from, to));
            start("proxy-down", () -> pass(to, from));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            waitIfStalled();
        }
    }

    private void waitIfStalled() throws IOException {
        synchronized (gate) {
            while (stalled) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    throw new IOException("the proxy closes", e);
                }
            }
        }
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The end of one side is the end of this direction, no more.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        synchronized (gate) {
            stalled = false;
            gate.notifyAll();
        }
        server.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }
}
