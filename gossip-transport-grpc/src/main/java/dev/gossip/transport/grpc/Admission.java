package dev.gossip.transport.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.Channel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP/2 connections of one listener: bounds those that have not opened a call, and lets a call find the channel that
 * it came on.
 */
final class Admission extends ServerTransportFilter {

    private final Refusals refusals;
    private final int maxStrangers;
    private final Map<SocketAddress, Accepted> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger strangers = new AtomicInteger();

    /** @param maxStrangers how many connections may be without a call */
    Admission(Refusals refusals, int maxStrangers) {
        this.refusals = refusals;
        this.maxStrangers = maxStrangers;
    }

    ServerSocketChannel newServerChannel() {
        return new Doorway();
    }

    @Override
    public Attributes transportReady(Attributes transport) {
        SocketAddress remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        Accepted known = remote == null ? null : accepted.get(remote);
        return known == null
                ? transport
                : transport.toBuilder().set(Accepted.KEY, known).build();
    }

    private boolean admit(Channel channel) {
        SocketAddress remote = channel.remoteAddress();
        if (remote == null) {
            // Gone before it was looked at.
            return false;
        }
        if (strangers.get() >= maxStrangers) {
            refusals.add(remote, "more than " + maxStrangers + " connections without a call");
            return false;
        }
        Accepted one = new Accepted(channel, strangers);
        accepted.put(remote, one);
        channel.closeFuture().addListener(closed -> {
            accepted.remove(remote, one);
            one.gone();
        });
        return true;
    }

    /** Accepts only what is admitted. */
    private final class Doorway extends NioServerSocketChannel {

        @Override
        protected int doReadMessages(List<Object> children) throws Exception {
            int count = super.doReadMessages(children);
            int last = children.size() - 1;
            if (count > 0 && children.get(last) instanceof Channel child && !admit(child)) {
                children.remove(last);
                child.unsafe().closeForcibly();
            }
            return count;
        }
    }
}
