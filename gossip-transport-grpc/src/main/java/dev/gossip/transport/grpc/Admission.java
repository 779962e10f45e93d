package dev.gossip.transport.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.Channel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The HTTP/2 connections of one listener: bounds those that have not opened a call, and lets a call find the channel that
 * it came on.
 */
final class Admission extends ServerTransportFilter {

    private static final Logger log = System.getLogger(Admission.class.getName());

    private final String listening;
    private final int maxStrangers;
    private final Map<SocketAddress, Accepted> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicLong refusals = new AtomicLong();

    /** @param maxStrangers how many connections may be without a call */
    Admission(String listening, int maxStrangers) {
        this.listening = listening;
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
            refused(remote);
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

    /** Counts every refusal; writes the 1st, 2nd, 4th, 8th ... to the log, so that a flood of strangers does not fill it. */
    private void refused(SocketAddress remote) {
        long count = refusals.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            log.log(
                    Level.WARNING,
                    "{0}: connection from {1} refused ({2} so far), since {3} have not opened a call",
                    listening,
                    remote,
                    count,
                    maxStrangers);
        }
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
