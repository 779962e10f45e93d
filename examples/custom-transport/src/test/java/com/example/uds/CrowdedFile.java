package com.example.uds;

import dev.gossip.api.PeerAddress;
import dev.gossip.tck.DeadHost;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A socket file with as many waiting dials as the system allows, none of which is accepted. */
final class CrowdedFile implements DeadHost {

    private final PeerAddress address;
    private final ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<SocketChannel> crowd = new ArrayList<>();

    CrowdedFile(PeerAddress address) throws IOException {
        this.address = address;
        deaf.bind(UdsAddress.file(address), 1);
        boolean full = false;
        while (!full) {
            SocketChannel waiting = SocketChannel.open(StandardProtocolFamily.UNIX);
            crowd.add(waiting);
            waiting.configureBlocking(false);
            try {
                full = !waiting.connect(UdsAddress.file(address));
            } catch (SocketException e) {
                full = true;
            }
        }
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
        deaf.close();
        Files.delete(UdsAddress.file(address).getPath());
    }
}
