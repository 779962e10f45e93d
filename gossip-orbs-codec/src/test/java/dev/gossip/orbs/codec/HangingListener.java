package dev.gossip.orbs.codec;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address at which a dial gets no answer: the places for connections that nobody accepts are taken. */
final class HangingListener implements AutoCloseable {

    private static final int PLACES = 8;

    private final ServerSocket server;
    private final List<SocketChannel> taken = new ArrayList<>();

    HangingListener() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        for (int i = 0; i < PLACES; i++) {
            SocketChannel place = SocketChannel.open();
            place.configureBlocking(false);
            place.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            taken.add(place);
        }
    }

    OrbsNode member(int number) {
        return OrbsNode.of(OrbsNetwork.id(number), PeerAddress.of("127.0.0.1", server.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel place : taken) {
            place.close();
        }
        server.close();
    }
}
