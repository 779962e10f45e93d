package dev.gossip.fabric.large;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;

/** The memory transport, counting the frames that one node receives. */
record CountingTransport(Transport memory, Tally tally) implements Transport {

    static CountingTransport of(Tally tally) {
        return new CountingTransport(
                ServiceLoader.load(Transport.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(each -> each.name().equals("memory"))
                        .findFirst()
                        .orElseThrow(),
                tally);
    }

    @Override
    public String name() {
        return memory.name();
    }

    @Override
    public CarrierKind carrier() {
        return memory.carrier();
    }

    @Override
    public TransportCapabilities capabilities() {
        return memory.capabilities();
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        return memory.listen(address, options, from -> acceptor.accept(from).map(this::counted), runtime);
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        return memory.connect(address, options, counted(handler), runtime);
    }

    private ConnectionHandler counted(ConnectionHandler handler) {
        return new ConnectionHandler() {
            @Override
            public void onOpen(Connection connection) {
                handler.onOpen(connection);
            }

            @Override
            public void onFrame(Connection connection, Bytes frame) {
                tally.frames++;
                handler.onFrame(connection, frame);
            }

            @Override
            public void onWritable(Connection connection) {
                handler.onWritable(connection);
            }

            @Override
            public void onClosed(Connection connection, CloseReason reason) {
                handler.onClosed(connection, reason);
            }
        };
    }
}
