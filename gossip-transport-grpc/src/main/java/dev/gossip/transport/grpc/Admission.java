package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Door;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP/2 connections of one listener. Those above a limit are closed before they have an event loop, a pipeline or a
 * TLS engine; a call finds the connection that it came on.
 */
final class Admission extends ServerTransportFilter {

    private final Door door;
    private final boolean encrypted;
    private final int maxStrangers;
    private final Map<SocketAddress, Accepted> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger strangers = new AtomicInteger();

    /** @param maxStrangers how many connections may be without a call */
    Admission(Door door, boolean encrypted, int maxStrangers) {
        this.door = door;
        this.encrypted = encrypted;
        this.maxStrangers = maxStrangers;
    }

    /** A channel whose accepted connections come by here before gRPC sees them. */
    ServerChannel newServerChannel() {
        NioServerSocketChannel channel = new NioServerSocketChannel();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object child) {
                if (child instanceof Channel one && !admit(one)) {
                    one.unsafe().closeForcibly();
                } else {
                    context.fireChannelRead(child);
                }
            }
        });
        return channel;
    }

    /** HTTP/2 begins, on the event loop of the connection. */
    @Override
    public Attributes transportReady(Attributes transport) {
        SocketAddress remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        Accepted known = remote == null ? null : accepted.get(remote);
        if (known == null) {
            return transport;
        }
        known.established();
        return transport.toBuilder().set(Accepted.KEY, known).build();
    }

    private boolean admit(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress socket)) {
            // Gone before it was looked at.
            return false;
        }
        Optional<InboundGate.Place> place = door.enter(socket);
        if (place.isEmpty()) {
            return false;
        }
        PeerAddress remote = Addresses.of(PeerAddress.TCP, socket);
        if (strangers.get() >= maxStrangers) {
            place.get().close();
            turnAway(remote, DropReason.TOO_MANY_LINKS, "more than " + maxStrangers + " connections without a call");
            return false;
        }
        Accepted one = new Accepted(channel, remote, place.get(), strangers);
        accepted.put(socket, one);
        channel.closeFuture().addListener(closed -> {
            accepted.remove(socket, one);
            one.gone();
            if (encrypted && !one.isEstablished()) {
                turnAway(remote, DropReason.HANDSHAKE_FAILED, one.handshakeFailure());
            }
        });
        return true;
    }

    private void turnAway(PeerAddress remote, DropReason reason, String detail) {
        door.turnAway(remote, CloseReason.refused(reason, detail));
    }
}
