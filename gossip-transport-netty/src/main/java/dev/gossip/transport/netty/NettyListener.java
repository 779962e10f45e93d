package dev.gossip.transport.netty;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.spi.transport.support.Door;
import dev.gossip.spi.transport.support.Failures;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A bound address. Accepted connections do not depend on it. */
final class NettyListener implements Listener {

    private final PeerAddress asked;
    private final LinkSetup setup;
    private final ConnectionAcceptor acceptor;
    private volatile @Nullable Channel channel;

    NettyListener(PeerAddress asked, LinkSetup setup, ConnectionAcceptor acceptor) {
        this.asked = asked;
        this.setup = setup;
        this.acceptor = acceptor;
    }

    CompletableFuture<Listener> bind() {
        CompletableFuture<Listener> result = new CompletableFuture<>();
        Addresses.resolve(asked, setup.runtime().handlers()).whenComplete((sockets, failure) -> {
            if (failure == null) {
                bind(sockets, result);
            } else {
                fail(result, failure);
            }
        });
        return result;
    }

    @Override
    public PeerAddress address() {
        Channel bound = channel;
        return bound != null && bound.localAddress() instanceof InetSocketAddress socket
                ? asked.withPort(socket.getPort())
                : asked;
    }

    @Override
    public void close() {
        Channel bound = channel;
        if (bound != null) {
            bound.close();
        }
    }

    private void bind(List<InetSocketAddress> sockets, CompletableFuture<Listener> result) {
        try {
            Door door =
                    new Door(asked, setup.options(), acceptor, setup.runtime().time());
            ChannelFuture binding = setup.loops()
                    .server()
                    .handler(new Entrance(door))
                    .childHandler(new Inbound(door, setup))
                    .bind(sockets.get(0));
            binding.addListener(done -> {
                if (done.isSuccess()) {
                    channel = binding.channel();
                    if (!setup.loops().admit(binding.channel()) || !result.complete(this)) {
                        close();
                    }
                } else {
                    fail(result, done.cause());
                }
            });
        } catch (RuntimeException e) {
            fail(result, e);
        }
    }

    private void fail(CompletableFuture<Listener> result, Throwable cause) {
        result.completeExceptionally(Failures.about("cannot listen on " + asked, cause));
    }
}
