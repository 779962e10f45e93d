package dev.gossip.benchmarks.transport;

import dev.gossip.spi.crypto.TlsContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Netty 4.2 without anything of ours, tuned by hand (see {@link RawWriter} and {@link RawReader}) or in the ordinary way
 * ({@link OrdinaryCalls}). It has no limits on hostile input, no priorities, no graceful close and no accounting; it is a
 * ceiling, not a design.
 */
final class RawCarrier implements Carrier {

    private static final String HOST = "127.0.0.1";
    private static final int RECEIVE_BYTES = 1 << 20;
    private static final int MAX_CAPACITY = 32 << 10;
    private static final int QUEUE_BYTES = 4 << 20;
    private static final WriteBufferWaterMark OUTBOUND = new WriteBufferWaterMark(256 << 10, 1 << 20);

    /** What is on top of the socket. */
    enum Style {
        /** Tuned by hand; each frame becomes heap memory that its receiver may keep, as a transport of ours promises. */
        KEEPING,
        /** Tuned by hand; the receiver looks at the frame where it is. */
        VIEWING,
        /** Netty's own frame decoder and a flush per message; requests only. */
        ORDINARY
    }

    private final Style style;
    private final @Nullable TlsContext tls;
    private final EventLoopGroup loops;
    private final Class<? extends SocketChannel> socket;
    private final Class<? extends ServerSocketChannel> serverSocket;

    /** @param epoll whether to use epoll where it works */
    RawCarrier(Style style, boolean epoll, @Nullable TlsContext tls) {
        boolean useEpoll = epoll && Epoll.isAvailable();
        IoHandlerFactory io = useEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.style = style;
        this.tls = tls;
        this.loops = new MultiThreadIoEventLoopGroup(1, io);
        this.socket = useEpoll ? EpollSocketChannel.class : NioSocketChannel.class;
        this.serverSocket = useEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    @Override
    public int listen(boolean encrypted, Supplier<Sink> sinks) throws Exception {
        Channel bound = new ServerBootstrap()
                .group(loops)
                .channel(serverSocket)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline(encrypted, false, MAX_CAPACITY, sinks))
                .bind(HOST, 0)
                .sync()
                .channel();
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    @Override
    public Line connect(int port, boolean encrypted, int frameBytes, Sink sink) throws Exception {
        int capacity = Math.max(4, Math.min(MAX_CAPACITY, QUEUE_BYTES / frameBytes));
        Channel channel = new Bootstrap()
                .group(loops)
                .channel(socket)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Pipeline(encrypted, true, capacity, () -> sink))
                .connect(HOST, port)
                .sync()
                .channel();
        if (encrypted) {
            channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
        }
        return style == Style.ORDINARY
                ? channel.pipeline().get(OrdinaryCalls.class)
                : channel.pipeline().get(RawReader.class).writer();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Pipeline extends ChannelInitializer<Channel> {

        private final boolean encrypted;
        private final boolean client;
        private final int capacity;
        private final Supplier<Sink> sinks;

        Pipeline(boolean encrypted, boolean client, int capacity, Supplier<Sink> sinks) {
            this.encrypted = encrypted;
            this.client = client;
            this.capacity = capacity;
            this.sinks = sinks;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (encrypted) {
                channel.pipeline().addLast(new SslHandler(engine()));
            }
            Sink sink = sinks.get();
            if (style == Style.ORDINARY) {
                channel.pipeline()
                        .addLast(
                                new LengthFieldBasedFrameDecoder(
                                        2 * Frames.MAX_BYTES, 0, Frames.LENGTH_BYTES, 0, Frames.LENGTH_BYTES),
                                new LengthFieldPrepender(Frames.LENGTH_BYTES),
                                new OrdinaryCalls(channel, client, sink));
                return;
            }
            RawWriter writer = new RawWriter(channel, capacity, encrypted, sink);
            channel.pipeline().addLast(new RawReader(style == Style.KEEPING, writer, sink));
        }

        private SSLEngine engine() {
            if (tls == null) {
                throw new IllegalStateException("no TLS material was given");
            }
            SSLEngine engine = tls.sslContext().createSSLEngine();
            engine.setUseClientMode(client);
            engine.setSSLParameters(tls.parameters(client));
            return engine;
        }
    }
}
