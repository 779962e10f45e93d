package dev.gossip.core.discovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on loopback that answers A (1), AAAA (28) and SRV (33) questions from a table, as RFC 1035 writes them. */
final class NameServer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int NAME_ERROR = 3;

    private final DatagramSocket socket = open();
    private final Map<String, List<byte[]>> zone = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::serve, "name-server");

    NameServer() {
        thread.setDaemon(true);
        thread.start();
    }

    private static DatagramSocket open() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    NameServer addresses(String name, String... literals) {
        for (String literal : literals) {
            byte[] bytes = literal(literal);
            zone.merge(
                    (bytes.length == 4 ? "1 " : "28 ") + name,
                    List.of(bytes),
                    (before, more) -> java.util.stream.Stream.concat(before.stream(), more.stream())
                            .toList());
        }
        return this;
    }

    NameServer services(String name, byte[]... records) {
        zone.put("33 " + name, List.of(records));
        return this;
    }

    NameServer forget(String name) {
        zone.keySet().removeIf(key -> key.endsWith(" " + name));
        return this;
    }

    static byte[] service(int priority, int weight, int port, String target) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(6)
                .putShort((short) priority)
                .putShort((short) weight)
                .putShort((short) port)
                .array());
        if (!target.isEmpty()) {
            for (String label : target.split("\\.")) {
                out.write(label.length());
                out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] literal(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] reply = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer question) {
        int end = HEADER;
        StringBuilder name = new StringBuilder();
        while (question.get(end) != 0) {
            int length = question.get(end);
            name.append(name.length() == 0 ? "" : ".");
            for (int i = 1; i <= length; i++) {
                name.append((char) question.get(end + i));
            }
            end += length + 1;
        }
        int type = question.getShort(end + 1);
        List<byte[]> records = zone.getOrDefault(type + " " + name, List.of());
        boolean known = zone.keySet().stream().anyMatch(key -> key.endsWith(" " + name));
        ByteBuffer reply = ByteBuffer.allocate(2048);
        reply.putShort(question.getShort(0))
                .putShort((short) (0x8580 | (known ? 0 : NAME_ERROR)))
                .putShort((short) 1)
                .putShort((short) records.size())
                .putInt(0);
        for (int i = HEADER; i < end + 5; i++) {
            reply.put(question.get(i));
        }
        for (byte[] record : records) {
            reply.putShort((short) (0xC000 | HEADER))
                    .putShort((short) type)
                    .putShort((short) 1)
                    .putInt(1)
                    .putShort((short) record.length)
                    .put(record);
        }
        return java.util.Arrays.copyOf(reply.array(), reply.position());
    }

    @Override
    public void close() {
        socket.close();
    }
}
