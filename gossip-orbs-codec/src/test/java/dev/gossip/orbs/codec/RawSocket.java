package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP client that writes what it likes. */
final class RawSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final OutputStream out;

    RawSocket(PeerAddress address) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), address.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = socket.getOutputStream();
    }

    RawSocket write(String hex) throws IOException {
        return write(Bytes.fromHex(hex.replace(" ", "")));
    }

    RawSocket write(Bytes bytes) throws IOException {
        out.write(bytes.toByteArray());
        out.flush();
        return this;
    }

    /** Writes a byte each time that {@code gap} has passed; fails once the node has ended the connection. */
    CompletableFuture<Void> drip(Bytes bytes, Duration gap, ScheduledExecutorService clock) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicInteger next = new AtomicInteger();
        Future<?> ticks = clock.scheduleAtFixedRate(
                () -> {
                    int at = next.getAndIncrement();
                    try {
                        if (at < bytes.length()) {
                            write(bytes.slice(at, 1));
                        } else {
                            done.complete(null);
                        }
                    } catch (IOException e) {
                        done.completeExceptionally(e);
                    }
                },
                0,
                gap.toMillis(),
                TimeUnit.MILLISECONDS);
        done.whenComplete((nothing, problem) -> ticks.cancel(false));
        return done;
    }

    /** Whether the node has ended the connection, without having said anything; waits for it. */
    boolean isEndedByNode() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Says that nothing more comes. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits for the end of the connection, whatever is said before. */
    void untilEnded() throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // A reset is an end too.
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
