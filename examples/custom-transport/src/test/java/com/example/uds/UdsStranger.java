package com.example.uds;

import dev.gossip.api.PeerAddress;
import dev.gossip.tck.Stranger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A bare client of a socket file. */
// tag::stranger[]
record UdsStranger(SocketChannel channel) implements Stranger {

    UdsStranger(PeerAddress address) throws IOException {
        this(SocketChannel.open(UdsAddress.file(address)));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        ByteBuffer unsent = ByteBuffer.wrap(bytes, from, count);
        while (unsent.hasRemaining()) {
            channel.write(unsent);
        }
    }

    @Override
    public int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
    }

    @Override
    public void halfClose() throws IOException {
        channel.shutdownOutput();
    }

    /** A Unix socket knows no reset of its own: the peer notices that what it sent was not read. */
    @Override
    public void reset() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
// end::stranger[]
