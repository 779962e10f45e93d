package dev.gossip.tck;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Listeners and connections of one runtime. */
final class ReferenceNetwork implements AutoCloseable {

    private static final int STORM = 60;

    final GossipRuntime runtime;
    final Flaw flaw;
    final Set<ReferenceConnection> ends = ConcurrentHashMap.newKeySet();
    private final Map<PeerAddress, Door> doors = new ConcurrentHashMap<>();
    private final Set<PeerAddress> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextPort = new AtomicInteger(20_000);

    ReferenceNetwork(GossipRuntime runtime, Flaw flaw) {
        this.runtime = runtime;
        this.flaw = flaw;
        if (flaw == Flaw.LEAVES_A_THREAD) {
            Thread left = new Thread(() -> awaitForever(new CountDownLatch(1)), "gossip-left");
            left.setDaemon(true);
            left.start();
        }
    }

    private static void awaitForever(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Listener listen(PeerAddress wanted, LinkOptions options, ConnectionAcceptor acceptor) {
        boolean stale = flaw == Flaw.STALE_PORT && wanted.port() == 0 && !doors.isEmpty();
        PeerAddress address = stale
                ? doors.keySet().iterator().next()
                : wanted.port() == 0 ? wanted.withPort(nextPort.incrementAndGet()) : wanted;
        known.add(address);
        Door door = new Door(address, options, acceptor);
        if (doors.put(address, door) != null && !stale && flaw != Flaw.TAKES_TAKEN_ADDRESSES) {
            throw new GossipException("the address " + address + " is taken");
        }
        return door;
    }

    void connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, CompletableFuture<Connection> result) {
        Door door = doors.get(address);
        if (door == null) {
            if (flaw != Flaw.WAITS_FOREVER_FOR_THE_DEAD || known.contains(address)) {
                throw new GossipException("nobody listens at " + address);
            }
            return;
        }
        if (flaw == Flaw.LOSES_DIALS_IN_A_STORM && ends.size() > STORM) {
            return;
        }
        PeerAddress own = address.withPort(nextPort.incrementAndGet());
        if (door.pretendsToBeFull()) {
            throw new GossipException(address + " has too many connections of this host");
        }
        Optional<ConnectionHandler> accepted = door.ask(own);
        if (accepted.isEmpty()) {
            if (flaw != Flaw.LEAVES_REFUSED_DIALLER_WAITING) {
                throw new GossipException(address + " refused the connection");
            }
            return;
        }
        ReferenceConnection near = new ReferenceConnection(this, own, address, options, handler);
        ReferenceConnection far = new ReferenceConnection(this, address, own, door.options, accepted.get());
        near.pair(far);
        far.pair(near);
        far.open();
        near.open();
        result.complete(near);
    }

    @Override
    public void close() {
        doors.clear();
        ends.forEach(end -> end.close(CloseReason.local("the runtime closes")));
    }

    private final class Door implements Listener {

        private final PeerAddress address;
        private final LinkOptions options;
        private final ConnectionAcceptor acceptor;

        Door(PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor) {
            this.address = address;
            this.options = options;
            this.acceptor = acceptor;
        }

        Optional<ConnectionHandler> ask(PeerAddress dialler) {
            try {
                return acceptor.accept(dialler);
            } catch (RuntimeException e) {
                throw new GossipException("the acceptor at " + address + " failed", e);
            }
        }

        boolean pretendsToBeFull() {
            long connections =
                    ends.stream().filter(end -> end.local().equals(address)).count();
            if (flaw == Flaw.COUNTS_WHOM_IT_LETS_IN
                    && connections > options.inbound().connectBurst()) {
                acceptor.turnedAway(address, CloseReason.refused(DropReason.CONNECTS_TOO_FAST, "only counted"));
            }
            return flaw == Flaw.REFUSES_IN_THE_NAME_OF_LIMITS
                    && connections >= options.inbound().connectionsPerHost();
        }

        @Override
        public PeerAddress address() {
            return address;
        }

        @Override
        public void close() {
            doors.remove(address, this);
            if (flaw == Flaw.LISTENER_TAKES_CONNECTIONS_ALONG) {
                ends.forEach(end -> end.close(CloseReason.local("the listener closes")));
            }
        }
    }
}
