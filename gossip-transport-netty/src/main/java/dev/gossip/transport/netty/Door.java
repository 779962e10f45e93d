package dev.gossip.transport.netty;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.InboundGate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the accepted connections of one listener. Those above a limit are closed here, before they have an event
 * loop, a pipeline or a TLS engine. Counts who was turned away.
 */
final class Door extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<InboundGate.Place> PLACE = AttributeKey.valueOf(Door.class, "place");

    private static final Logger log = LoggerFactory.getLogger(Door.class);

    private final PeerAddress listening;
    private final ConnectionAcceptor acceptor;
    private final InboundGate gate;
    private final boolean shakesHands;
    private final Map<DropReason, AtomicLong> turnedAway = new ConcurrentHashMap<>();

    Door(PeerAddress listening, LinkSetup setup, ConnectionAcceptor acceptor) {
        this.listening = listening;
        this.acceptor = acceptor;
        this.shakesHands = setup.shakesHands();
        this.gate = new InboundGate(setup.options().inbound(), setup.runtime().time());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Channel accepted && accepted.remoteAddress() instanceof InetSocketAddress remote) {
            InboundGate.Place place = gate.enter(remote.getAddress(), shakesHands);
            if (place.refusal().isPresent()) {
                accepted.unsafe().closeForcibly();
                turnAway(Addresses.of(PeerAddress.TCP, remote), place.refusal().get());
                return;
            }
            accepted.attr(PLACE).set(place);
            accepted.closeFuture().addListener(closed -> place.close());
        }
        context.fireChannelRead(message);
    }

    /** The place that {@code accepted} was given, or null if it was gone before it was looked at. */
    static InboundGate.@Nullable Place place(Channel accepted) {
        return accepted.attr(PLACE).get();
    }

    Optional<ConnectionHandler> ask(PeerAddress remote) {
        return acceptor.accept(remote);
    }

    /** Counts for the acceptor as well. */
    void turnAway(PeerAddress remote, CloseReason reason) {
        failed(remote, reason.reason(), reason.detail());
        try {
            acceptor.turnedAway(remote, reason);
        } catch (RuntimeException e) {
            log.warn("{}: the acceptor failed to count a connection", listening, e);
        }
    }

    /** Writes the 1st, 2nd, 4th, 8th ... of each reason to the log, so that a flood of strangers does not fill it. */
    void failed(PeerAddress remote, DropReason reason, String detail) {
        long count =
                turnedAway.computeIfAbsent(reason, first -> new AtomicLong()).incrementAndGet();
        String text = "{}: inbound connection from {} ended before it was open, {} ({} so far): {}";
        if (Long.bitCount(count) == 1) {
            log.warn(text, listening, remote, reason, count, detail);
        } else {
            log.debug(text, listening, remote, reason, count, detail);
        }
    }
}
