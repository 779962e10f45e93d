package dev.gossip.tck;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everybody in, who then hears an echo, and remembers whom the transport did not let come so far. */
final class Doorkeeper implements ConnectionAcceptor {

    final AtomicInteger asked = new AtomicInteger();
    final Queue<DropReason> turnedAway = new ConcurrentLinkedQueue<>();

    /** Connections that were turned away unasked. */
    int limited() {
        return (int) turnedAway.stream()
                .filter(reason -> !reason.equals(DropReason.HANDSHAKE_FAILED))
                .count();
    }

    @Override
    public Optional<ConnectionHandler> accept(PeerAddress remote) {
        asked.incrementAndGet();
        return Optional.of(new Events().echoing());
    }

    @Override
    public void turnedAway(PeerAddress remote, CloseReason reason) {
        turnedAway.add(reason.reason());
    }
}
