package dev.gossip.core.memory;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The listeners and connections of one runtime. */
final class MemoryNetwork implements AutoCloseable {

    private final GossipRuntime runtime;
    private final Map<PeerAddress, BoundListener> listeners = new ConcurrentHashMap<>();
    private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextPort = new AtomicInteger(10_000);

    MemoryNetwork(GossipRuntime runtime) {
        this.runtime = runtime;
    }

    Listener listen(PeerAddress wanted, LinkOptions options, ConnectionAcceptor acceptor) {
        PeerAddress address = wanted.port() == 0 ? wanted.withPort(nextPort.incrementAndGet()) : wanted;
        BoundListener listener = new BoundListener(address, options, acceptor);
        if (listeners.putIfAbsent(address, listener) != null) {
            throw new GossipException(
                    "the memory address " + address + " is in use; listen at another port, or port 0");
        }
        return listener;
    }

    Connection connect(PeerAddress address, LinkOptions options, ConnectionHandler handler) {
        BoundListener listener = listeners.get(address);
        if (listener == null) {
            throw new GossipException("nobody listens at the memory address " + address);
        }
        PeerAddress ownAddress = PeerAddress.of("dialler", nextPort.incrementAndGet() % 65_536);
        ConnectionHandler accepted = listener.ask(ownAddress)
                .orElseThrow(() -> new GossipException("the listener at " + address + " refused the connection"));
        MemoryConnection near = new MemoryConnection(ownAddress, address, options, handler, lane(), this);
        MemoryConnection far = new MemoryConnection(address, ownAddress, listener.options, accepted, lane(), this);
        connections.add(near);
        connections.add(far);
        near.pairWith(far);
        far.pairWith(near);
        far.open();
        near.open();
        return near;
    }

    private SerialLane lane() {
        return new SerialLane("memory-connection", runtime.lanes(), runtime.scheduler(), Integer.MAX_VALUE);
    }

    void gone(MemoryConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        listeners.clear();
        connections.forEach(connection -> connection.close(CloseReason.local("the runtime closes")));
    }

    private final class BoundListener implements Listener {
        private final PeerAddress address;
        private final LinkOptions options;
        private final ConnectionAcceptor acceptor;

        BoundListener(PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor) {
            this.address = address;
            this.options = options;
            this.acceptor = acceptor;
        }

        Optional<ConnectionHandler> ask(PeerAddress dialler) {
            try {
                return acceptor.accept(dialler);
            } catch (RuntimeException e) {
                throw new GossipException("the acceptor at " + address + " failed: " + e, e);
            }
        }

        @Override
        public PeerAddress address() {
            return address;
        }

        @Override
        public void close() {
            listeners.remove(address, this);
        }
    }
}
