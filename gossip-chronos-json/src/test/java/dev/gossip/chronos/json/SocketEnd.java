package dev.gossip.chronos.json;

import dev.gossip.api.GossipNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The other end of a real socket, byte by byte as the test wants it. */
final class SocketEnd implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    private SocketEnd(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static SocketEnd dialling(GossipNode node) throws IOException {
        return new SocketEnd(
                new Socket("127.0.0.1", node.boundAddress("chronos").port()));
    }

    static byte[] framed(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + json.length)
                .putInt(json.length)
                .put(json)
                .array();
    }

    void send(String text) throws IOException {
        byte[] frame = framed(text);
        write(frame, 0, frame.length);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
    }

    String answer() throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return new String(json, StandardCharsets.UTF_8);
    }

    String ask(String text) throws IOException {
        send(text);
        return answer();
    }

    /** A reset is an end too. */
    boolean ends() {
        return endsWithin(Duration.ofMillis(PATIENCE_MILLIS));
    }

    /** Waits so long at most; nothing is expected to arrive. */
    boolean endsWithin(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
