package dev.gossip.fisco.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A bare connection to a node, for bytes that no client would send. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MASKED = 0x80;
    private static final int BINARY = 0x82;

    private final Socket socket;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static RawClient plain(int port) {
        try {
            return new RawClient(new Socket("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawClient tls(SSLContext context, int port) {
        try {
            return new RawClient(context.getSocketFactory().createSocket("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the greeting of a websocket done. */
    static RawClient websocket(int port) {
        RawClient client = plain(port);
        client.send(("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        try {
            InputStream in = client.socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("no websocket: " + answer);
                }
                answer.append((char) next);
            }
            if (!answer.toString().startsWith("HTTP/1.1 101")) {
                throw new AssertionError("no websocket: " + answer);
            }
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that has closed already is no failure: that is what is tested. @return whether it could be written */
    boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** One binary message, masked by zeros. */
    boolean sendMessage(byte[] data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(BINARY);
        if (data.length < 126) {
            frame.write(MASKED | data.length);
        } else if (data.length < 1 << 16) {
            frame.write(MASKED | 126);
            frame.write(data.length >> 8);
            frame.write(data.length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) data.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(data);
        return send(frame.toByteArray());
    }

    /** Ends our side and waits until the node, having read everything, has ended its own. */
    void finish() {
        try {
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8_192];
            while (in.read(buffer) >= 0) {
                // What it answers does not matter.
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the node keeps a connection whose other side has ended", e);
        } catch (IOException e) {
            // The node was first.
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Ended.
        }
    }
}
