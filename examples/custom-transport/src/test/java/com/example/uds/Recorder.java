package com.example.uds;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps the events of one connection. */
final class Recorder implements ConnectionHandler {

    final CompletableFuture<Connection> opened = new CompletableFuture<>();
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    @Override
    public void onOpen(Connection connection) {
        opened.complete(connection);
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {}

    @Override
    public void onWritable(Connection connection) {}

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        closed.complete(reason);
    }

    CloseReason end() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }
}
