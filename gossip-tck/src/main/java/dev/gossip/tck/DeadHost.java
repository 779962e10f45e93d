package dev.gossip.tck;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address behind which nobody is of any use. */
final class DeadHost implements AutoCloseable {

    /** More than any system lets wait behind a backlog of one. */
    private static final int CROWD = 16;

    private final PeerAddress address;
    private final ServerSocket socket;
    private final List<SocketChannel> crowd = new ArrayList<>();

    private DeadHost(PeerAddress like, int backlog) throws IOException {
        this.socket = new ServerSocket(0, backlog, InetAddress.getByName(like.host()));
        this.address = like.withPort(socket.getLocalPort());
    }

    /** Lets a TCP connection come about and says nothing. */
    static DeadHost mute(PeerAddress like) {
        try {
            return new DeadHost(like, 50);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set up a mute host", e);
        }
    }

    /** Has a queue full of others and lets no connection come about. */
    static DeadHost full(PeerAddress like) {
        try {
            DeadHost host = new DeadHost(like, 1);
            for (int i = 0; i < CROWD; i++) {
                SocketChannel waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(new InetSocketAddress(host.address.host(), host.address.port()));
                host.crowd.add(waiting);
            }
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set up a crowded host", e);
        }
    }

    /** The address of a port that was free a moment ago. */
    static PeerAddress gone(PeerAddress like) {
        try (DeadHost passing = mute(like)) {
            return passing.address;
        }
    }

    PeerAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            for (SocketChannel waiting : crowd) {
                waiting.close();
            }
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a dead host", e);
        }
    }
}
