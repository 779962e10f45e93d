package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.InboundGate;

/** The handler of an accepted connection together with the place that the connection takes up. */
record Guest(ConnectionHandler handler, InboundGate.Place place, SocketFlaw flaw) implements ConnectionHandler {

    @Override
    public void onOpen(Connection connection) {
        if (flaw != SocketFlaw.NEVER_FINISHES_HANDSHAKES) {
            place.handshakeDone();
        }
        handler.onOpen(connection);
    }

    @Override
    public void onFrame(Connection connection, Bytes frame) {
        handler.onFrame(connection, frame);
    }

    @Override
    public void onWritable(Connection connection) {
        handler.onWritable(connection);
    }

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        left();
        handler.onClosed(connection, reason);
    }

    void left() {
        if (flaw != SocketFlaw.NEVER_FREES_A_PLACE) {
            place.close();
        }
    }
}
