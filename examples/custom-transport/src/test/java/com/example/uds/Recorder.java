package com.example.uds;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps the events of one connection. */
final class Recorder implements ConnectionHandler {

    final CompletableFuture<Connection> opened = new CompletableFuture<>();
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    final BlockingQueue<Bytes> frames = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(Connection connection) {
        opened.complete(connection);
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {
        frames.add(frame);
    }

    @Override
    public void onWritable(Connection connection) {}

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        closed.complete(reason);
    }

    Bytes nextFrame() throws InterruptedException {
        return frames.poll(10, TimeUnit.SECONDS);
    }

    CloseReason end() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }
}
