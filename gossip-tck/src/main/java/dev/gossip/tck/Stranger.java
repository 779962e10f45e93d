package dev.gossip.tck;

import dev.gossip.api.PeerAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A bare TCP client. */
final class Stranger implements AutoCloseable {

    private final Socket socket = new Socket();

    Stranger(PeerAddress address, Patience patience) {
        int limit = Math.toIntExact(patience.limit().toMillis());
        run(() -> {
            socket.connect(new InetSocketAddress(address.host(), address.port()), limit);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(limit);
        });
    }

    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int count) {
        run(() -> socket.getOutputStream().write(bytes, from, count));
    }

    byte[] read(int count) {
        byte[] bytes = new byte[count];
        run(() -> new DataInputStream(socket.getInputStream()).readFully(bytes));
        return bytes;
    }

    /** Waits for the end of the stream, by a farewell or a reset, and throws away what comes before. */
    boolean isCut() {
        try {
            byte[] scrap = new byte[1 << 12];
            int count = 0;
            while (count >= 0) {
                count = socket.getInputStream().read(scrap);
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Says that nothing more will come, and stays. */
    void halfClose() {
        run(socket::shutdownOutput);
    }

    /** Ends the connection without a farewell. */
    void reset() {
        run(() -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    @Override
    public void close() {
        run(socket::close);
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a plain TCP client failed: " + e.getMessage(), e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
