package dev.gossip.examples.demo.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS connection without any of the framework's manners: whatever bytes are asked for are sent. */
final class HostileLink implements AutoCloseable {

    private static final int READ_MILLIS = 100;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MAX_FRAME = 1 << 20;

    private final SSLSocket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    HostileLink(SSLContext tls, PeerAddress target) throws IOException {
        socket = (SSLSocket) tls.getSocketFactory().createSocket(target.host(), target.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        socket.setSoTimeout(READ_MILLIS);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    /** The port by which the target knows this connection. */
    int port() {
        return socket.getLocalPort();
    }

    void send(Bytes frame) throws IOException {
        out.writeInt(frame.length());
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Announces a frame of that length and sends nothing of it. */
    void announce(int length) throws IOException {
        out.writeInt(length);
        out.flush();
    }

    /** The next frame, or empty if none comes soon. */
    Optional<Bytes> read() throws IOException {
        int first;
        try {
            first = in.read();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        if (first < 0) {
            throw new IOException("the target closed the connection");
        }
        // The rest of a frame that has begun is on its way; waiting for it must not lose what was read.
        socket.setSoTimeout(PATIENCE_MILLIS);
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 0 || length > MAX_FRAME) {
            throw new IOException("the target announced a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] frame = in.readNBytes(length);
        socket.setSoTimeout(READ_MILLIS);
        return Optional.of(Bytes.wrap(frame));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
