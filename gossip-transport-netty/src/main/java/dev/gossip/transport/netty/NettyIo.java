package dev.gossip.transport.netty;

import dev.gossip.api.GossipException;
import dev.gossip.spi.transport.support.Failures;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/**
 * One way of talking to the operating system.
 *
 * @param why for the log: who chose it
 */
record NettyIo(
        String name,
        String why,
        IoHandlerFactory handlers,
        Class<? extends SocketChannel> socket,
        Class<? extends ServerSocketChannel> serverSocket) {

    static final String PROPERTY = "gossip.netty.io";

    /** @throws GossipException if {@code wanted} is none of the known names */
    static NettyIo choose(String wanted) {
        return switch (wanted) {
            case "auto" ->
                Epoll.isAvailable()
                        ? epoll("it is available")
                        : nio("epoll is not available: " + Failures.describe(Epoll.unavailabilityCause()));
            case "nio" -> nio(PROPERTY + " asks for it");
            case "epoll" ->
                Epoll.isAvailable()
                        ? epoll(PROPERTY + " asks for it")
                        : nio("epoll was asked for but is not available: "
                                + Failures.describe(Epoll.unavailabilityCause()));
            case "io_uring" ->
                IoUring.isAvailable()
                        ? ioUring(PROPERTY + " asks for it")
                        : nio("io_uring was asked for but is not available: "
                                + Failures.describe(IoUring.unavailabilityCause()));
            default ->
                throw new GossipException(
                        PROPERTY + "=" + wanted + " is not known; write auto, nio, epoll or io_uring");
        };
    }

    private static NettyIo nio(String why) {
        return new NettyIo("nio", why, NioIoHandler.newFactory(), NioSocketChannel.class, NioServerSocketChannel.class);
    }

    private static NettyIo epoll(String why) {
        return new NettyIo(
                "epoll", why, EpollIoHandler.newFactory(), EpollSocketChannel.class, EpollServerSocketChannel.class);
    }

    private static NettyIo ioUring(String why) {
        return new NettyIo(
                "io_uring",
                why,
                IoUringIoHandler.newFactory(),
                IoUringSocketChannel.class,
                IoUringServerSocketChannel.class);
    }
}
