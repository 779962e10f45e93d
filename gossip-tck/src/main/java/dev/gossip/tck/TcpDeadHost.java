package dev.gossip.tck;

import dev.gossip.api.PeerAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A TCP port that nobody serves. */
final class TcpDeadHost implements DeadHost {

    /** More than any system lets wait behind a backlog of one. */
    private static final int CROWD = 16;

    private final PeerAddress address;
    private final Closeable socket;
    private final List<SocketChannel> crowd = new ArrayList<>();

    private TcpDeadHost(PeerAddress like, int backlog) throws IOException {
        ServerSocket listening = new ServerSocket(0, backlog, InetAddress.getByName(like.host()));
        this.socket = listening;
        this.address = like.withPort(listening.getLocalPort());
    }

    private TcpDeadHost(PeerAddress like, Socket bound) {
        this.socket = bound;
        this.address = like.withPort(bound.getLocalPort());
    }

    /** Lets a TCP connection come about and says nothing. */
    static DeadHost mute(PeerAddress like) throws IOException {
        return new TcpDeadHost(like, 50);
    }

    /** Has a queue full of others and lets no connection come about. */
    static DeadHost full(PeerAddress like) throws IOException {
        TcpDeadHost host = new TcpDeadHost(like, 1);
        for (int i = 0; i < CROWD; i++) {
            SocketChannel waiting = SocketChannel.open();
            host.crowd.add(waiting);
            waiting.configureBlocking(false);
            waiting.connect(new InetSocketAddress(host.address.host(), host.address.port()));
        }
        return host;
    }

    /** Refuses every connection: its port is bound, so that no other process can take it, but nobody listens. */
    static DeadHost gone(PeerAddress like) throws IOException {
        Socket bound = new Socket();
        bound.bind(new InetSocketAddress(like.host(), 0));
        return new TcpDeadHost(like, bound);
    }

    @Override
    public PeerAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel waiting : crowd) {
            waiting.close();
        }
        socket.close();
    }
}
