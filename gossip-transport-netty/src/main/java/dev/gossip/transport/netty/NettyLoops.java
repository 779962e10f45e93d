package dev.gossip.transport.netty;

import dev.gossip.api.GossipException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops and the buffer allocator that all connections of one runtime share. */
final class NettyLoops implements AutoCloseable {

    static final String THREADS_PROPERTY = "gossip.netty.threads";
    static final String ALLOCATOR_PROPERTY = "gossip.netty.allocator";
    static final String THREAD_NAME = "gossip-netty";

    /** Bytes in Netty's own buffers above which a connection's frames wait on the heap. */
    private static final WriteBufferWaterMark OUTBOUND = new WriteBufferWaterMark(128 << 10, 512 << 10);

    private static final int MAX_RECEIVE_BUFFER = 1 << 20;
    private static final int READS_PER_TURN = 4;
    private static final int BACKLOG = 1_024;
    private static final int STOP_SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(NettyLoops.class);

    private final NettyIo io;
    private final TlsEngines tls;
    private final ByteBufAllocator allocator;
    private final EventLoopGroup group;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private NettyLoops(NettyIo io, TlsEngines tls, ByteBufAllocator allocator, int threads) {
        this.io = io;
        this.tls = tls;
        this.allocator = allocator;
        this.group =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(THREAD_NAME, true), io.handlers());
    }

    /**
     * Starts the loops.
     *
     * @param properties values by name, null for absent
     * @throws GossipException if a property has a value that is not understood
     */
    static NettyLoops open(UnaryOperator<@Nullable String> properties) {
        NettyIo io = NettyIo.choose(or(properties.apply(NettyIo.PROPERTY), "auto"));
        TlsEngines tls = TlsEngines.choose(or(properties.apply(TlsEngines.PROPERTY), "auto"));
        String allocator = or(properties.apply(ALLOCATOR_PROPERTY), "pooled");
        int threads = threads(properties.apply(THREADS_PROPERTY));
        NettyLoops loops = new NettyLoops(io, tls, allocator(allocator), threads);
        log.info("netty transport: {}, {} event loops, {} allocator", loops.platform(), threads, allocator);
        return loops;
    }

    /** What was chosen for this platform, and why. */
    String platform() {
        return io.name() + " (" + io.why() + "), TLS by " + tls.name() + " (" + tls.why() + ")";
    }

    TlsEngines tls() {
        return tls;
    }

    EventLoop next() {
        return group.next();
    }

    String ioName() {
        return io.name();
    }

    Bootstrap client(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(io.socket())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
    }

    ServerBootstrap server() {
        return new ServerBootstrap()
                .group(group)
                .channel(io.serverSocket())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
    }

    /** Whether {@link #close} was called. */
    boolean isClosing() {
        return closing;
    }

    /** Whether {@code channel} may be used. If so, it is closed at the latest with the loops. */
    boolean admit(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        return !closing;
    }

    /** Closes what is still open, stops the threads and waits for them, a few seconds at most. */
    @Override
    public void close() {
        closing = true;
        tls.close();
        // A loop that is busy when it is told to stop may end without a look at its channels.
        open.forEach(NettyLoops::closeSoon);
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return;
            }
        }
        if (!group.terminationFuture().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS)) {
            log.warn("event loops are still busy after {} s; a handler blocks one of them", STOP_SECONDS);
        }
    }

    private static void closeSoon(Channel channel) {
        try {
            // Past TLS, which would wait for a farewell to be written.
            channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
        } catch (RejectedExecutionException e) {
            log.debug("{}: the event loop has ended", channel, e);
        }
    }

    private static RecvByteBufAllocator receiveBuffers() {
        return new AdaptiveRecvByteBufAllocator(64, 4 << 10, MAX_RECEIVE_BUFFER).maxMessagesPerRead(READS_PER_TURN);
    }

    private static ByteBufAllocator allocator(String name) {
        return switch (name) {
            case "pooled" -> PooledByteBufAllocator.DEFAULT;
            case "adaptive" -> new AdaptiveByteBufAllocator();
            case "unpooled" -> UnpooledByteBufAllocator.DEFAULT;
            default ->
                throw new GossipException(
                        ALLOCATOR_PROPERTY + "=" + name + " is not known; write pooled, adaptive or unpooled");
        };
    }

    private static int threads(@Nullable String value) {
        if (value == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(value);
            if (threads > 0) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // Reported below together with numbers that make no sense.
        }
        throw new GossipException(THREADS_PROPERTY + "=" + value + " is not a positive number of event loops");
    }

    private static String or(@Nullable String value, String absent) {
        return value == null ? absent : value;
    }
}
