package dev.gossip.simulator;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The listeners and connections of one host between two boots. */
final class HostSockets implements AutoCloseable {

    private static final Set<String> ANY = Set.of("0.0.0.0", "::");
    private static final int FIRST_FREE_PORT = 32_768;

    private final SimulatedHost host;
    private final HostRuntime runtime;
    private final Map<Integer, Door> doors = new HashMap<>();
    private final Set<SimulatedConnection> connections = new LinkedHashSet<>();
    private int nextPort = FIRST_FREE_PORT;

    HostSockets(SimulatedHost host, HostRuntime runtime) {
        this.host = host;
        this.runtime = runtime;
    }

    SimulatedHost host() {
        return host;
    }

    HostRuntime runtime() {
        return runtime;
    }

    Listener listen(PeerAddress wanted, LinkOptions options, ConnectionAcceptor acceptor) {
        if (!wanted.host().equals(host.name()) && !ANY.contains(wanted.host())) {
            throw new GossipException(
                    "the host '" + host.name() + "' cannot listen at " + wanted + "; use its own name or 0.0.0.0");
        }
        int port = wanted.port() == 0 ? freePort() : wanted.port();
        Door door = new Door(host.address(port), options, acceptor);
        if (doors.putIfAbsent(port, door) != null) {
            throw new GossipException("the address " + door.address + " is in use; listen at another port, or port 0");
        }
        return door;
    }

    private int freePort() {
        do {
            nextPort = nextPort == 65_535 ? FIRST_FREE_PORT : nextPort + 1;
        } while (doors.containsKey(nextPort));
        return nextPort;
    }

    CompletableFuture<Connection> connect(PeerAddress address, LinkOptions options, ConnectionHandler handler) {
        SimulatedHost target = host.world()
                .find(address.host())
                .orElseThrow(() -> new GossipException(
                        "cannot dial " + address + ": no host of this world is called '" + address.host() + "'"));
        return new Dialling(this, target, address, options, handler).start();
    }

    /** What a dial finds at a port; empty if nobody listens. */
    Optional<Door> door(int port) {
        return Optional.ofNullable(doors.get(port));
    }

    PeerAddress ownAddress() {
        return host.address(freePort());
    }

    void opened(SimulatedConnection connection) {
        connections.add(connection);
    }

    void gone(SimulatedConnection connection) {
        connections.remove(connection);
    }

    /** The process is gone and its kernel resets what it left open. */
    void reset() {
        List.copyOf(connections).forEach(SimulatedConnection::reset);
        forget();
    }

    /** The machine is gone: nobody tells the other ends. */
    void forget() {
        doors.clear();
        connections.clear();
    }

    @Override
    public void close() {
        doors.clear();
        List.copyOf(connections).forEach(connection -> connection.close(CloseReason.local("the runtime closes")));
    }

    /** A bound port. */
    final class Door implements Listener {

        private final PeerAddress address;
        private final LinkOptions options;
        private final ConnectionAcceptor acceptor;

        Door(PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor) {
            this.address = address;
            this.options = options;
            this.acceptor = acceptor;
        }

        /** Our end of a connection that somebody dialled, or null if it is refused. */
        @Nullable
        SimulatedConnection admit(PeerAddress dialler) {
            return acceptor.accept(dialler)
                    .map(handler -> new SimulatedConnection(HostSockets.this, address, dialler, options, handler))
                    .orElse(null);
        }

        @Override
        public PeerAddress address() {
            return address;
        }

        @Override
        public void close() {
            doors.remove(address.port(), this);
        }
    }
}
