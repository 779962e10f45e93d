package dev.gossip.transport.nio;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** What is done to every socket. */
final class Sockets {

    private static final Logger log = System.getLogger(Sockets.class.getName());

    private Sockets() {}

    /** Non-blocking, without delay for small frames, probed by the system when idle. Closed if that fails. */
    static SocketChannel prepare(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            return channel.setOption(StandardSocketOptions.TCP_NODELAY, true)
                    .setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.log(Level.DEBUG, "a socket did not close", e);
        }
    }
}
