package dev.gossip.chronos.json;

import dev.gossip.api.PeerAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers so many questions per connection and then neither reads nor answers. */
final class SilentServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final int answers;

    private SilentServer(int answers) throws IOException {
        this.answers = answers;
    }

    static SilentServer answering(int answers) throws IOException {
        SilentServer server = new SilentServer(answers);
        server.thread.execute(server::serve);
        return server;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                for (int i = 0; i < answers; i++) {
                    in.readFully(new byte[in.readInt()]);
                    socket.getOutputStream().write(SocketEnd.framed(RawEnd.greeting("silent", 1)));
                }
                accepted.add(socket);
            } catch (IOException e) {
                // The other end gave up, or the test is over.
            }
        }
    }

    PeerAddress address() {
        return PeerAddress.of("127.0.0.1", server.getLocalPort());
    }

    /** Since the start. */
    int connections() {
        return accepted.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        thread.shutdownNow();
    }
}
