package dev.gossip.spi.transport.support;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.LinkOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before the accepted connections of one listener: keeps its limits, asks its acceptor, and counts who was turned
 * away. Thread-safe.
 */
public final class Door {

    private static final Logger log = System.getLogger(Door.class.getName());

    private final PeerAddress listening;
    private final ConnectionAcceptor acceptor;
    private final InboundGate gate;
    private final boolean shakesHands;
    private final Map<DropReason, AtomicLong> turnedAway = new ConcurrentHashMap<>();

    /**
     * A door that nobody has passed yet.
     *
     * @param listening for the log
     */
    public Door(PeerAddress listening, LinkOptions options, ConnectionAcceptor acceptor, TimeSource time) {
        this.listening = listening;
        this.acceptor = acceptor;
        this.shakesHands = options.tls().isPresent() || options.carriage().kind() == CarrierKind.MESSAGE_STREAM;
        this.gate = new InboundGate(options.inbound(), time);
    }

    /** A place for a connection that was accepted, or empty if a limit refuses it, which is counted. */
    public Optional<InboundGate.Place> enter(InetSocketAddress remote) {
        InboundGate.Place place = gate.enter(remote.getAddress(), shakesHands);
        if (place.refusal().isEmpty()) {
            return Optional.of(place);
        }
        turnAway(Addresses.of(PeerAddress.TCP, remote), place.refusal().get());
        return Optional.empty();
    }

    /** What the acceptor says; throws what it throws. */
    public Optional<ConnectionHandler> ask(PeerAddress remote) {
        return acceptor.accept(remote);
    }

    /** Counts a connection, tells the acceptor and the log. */
    public void turnAway(PeerAddress remote, CloseReason reason) {
        failed(remote, reason.reason(), reason.detail());
        try {
            acceptor.turnedAway(remote, reason);
        } catch (Throwable e) {
            log.log(Level.WARNING, listening + ": the acceptor failed to count a connection", e);
        }
    }

    /**
     * Counts a connection that the acceptor knows about already. Writes the 1st, 2nd, 4th, 8th ... of each reason to the
     * log, so that a flood of strangers does not fill it.
     */
    public void failed(PeerAddress remote, DropReason reason, String detail) {
        long count =
                turnedAway.computeIfAbsent(reason, first -> new AtomicLong()).incrementAndGet();
        log.log(
                Long.bitCount(count) == 1 ? Level.WARNING : Level.DEBUG,
                "{0}: inbound connection from {1} ended before it was open, {2} ({3} so far): {4}",
                listening,
                remote,
                reason,
                count,
                detail);
    }
}
