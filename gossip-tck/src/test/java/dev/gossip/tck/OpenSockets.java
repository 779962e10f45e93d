package dev.gossip.tck;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one runtime has open. */
final class OpenSockets implements AutoCloseable {

    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    void add(Closeable socket) {
        open.add(socket);
    }

    static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It cannot be more closed than that.
            return;
        }
    }

    @Override
    public void close() {
        open.forEach(OpenSockets::end);
    }
}
