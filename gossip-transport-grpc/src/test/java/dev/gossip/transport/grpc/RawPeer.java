package dev.gossip.transport.grpc;

import dev.gossip.spi.transport.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A program that writes HTTP/2 frames by hand, wrong ones too (RFC 9113, RFC 7541). */
final class RawPeer implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int END_HEADERS = 4;

    final Socket socket;

    RawPeer(Listener listener) throws IOException {
        socket = new Socket(listener.address().host(), listener.address().port());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void frame(int type, int flags, int stream, byte... content) throws IOException {
        write(ByteBuffer.allocate(9 + content.length)
                .put((byte) (content.length >> 16))
                .putShort((short) content.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(content)
                .array());
    }

    /** Opens call 1 to {@code method}. */
    void call(String method) throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        String[] fields = {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            "/" + method,
            ":authority",
            "raw",
            "content-type",
            "application/grpc",
            "te",
            "trailers"
        };
        for (int i = 0; i < fields.length; i += 2) {
            headers.write(0); // literal, not indexed
            for (String text : new String[] {fields[i], fields[i + 1]}) {
                headers.write(text.length());
                headers.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        frame(HEADERS, END_HEADERS, 1, headers.toByteArray());
    }

    /** Begins a message of call 1 that says it has {@code announced} bytes. */
    void message(int announced, byte... content) throws IOException {
        frame(
                DATA,
                0,
                1,
                ByteBuffer.allocate(5 + content.length)
                        .put((byte) 0)
                        .putInt(announced)
                        .put(content)
                        .array());
    }

    /** The error code of the first GOAWAY; reads to the end of the stream. */
    int goAwayCode() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        ByteBuffer frames = ByteBuffer.wrap(all.toByteArray());
        while (frames.remaining() >= 9) {
            int start = frames.position();
            int length = frames.getInt(start) >>> 8;
            if (frames.get(start + 3) == GO_AWAY) {
                return frames.getInt(start + 13);
            }
            frames.position(start + 9 + length);
        }
        throw new AssertionError("no GOAWAY among " + all.size() + " bytes");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
