package dev.gossip.tck;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A bare TCP client. */
final class TcpStranger implements Stranger {

    private final Socket socket = new Socket();

    /** @param limit milliseconds for the dial */
    TcpStranger(PeerAddress address, int limit) throws IOException {
        socket.connect(new InetSocketAddress(address.host(), address.port()), limit);
        socket.setTcpNoDelay(true);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        socket.getOutputStream().write(bytes, from, count);
    }

    @Override
    public int read(byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    @Override
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
