package dev.gossip.transport.grpc;

import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The event loops that all connections of one runtime share, and what has to end before they do. */
final class GrpcLoops implements AutoCloseable {

    static final String THREADS_PROPERTY = "gossip.grpc.threads";
    static final String THREAD_NAME = "gossip-grpc";

    private static final int STOP_SECONDS = 5;

    private static final Logger log = System.getLogger(GrpcLoops.class.getName());

    private final TimeSource time;
    private final EventLoopGroup group;
    private final Set<ManagedChannel> channels = ConcurrentHashMap.newKeySet();
    private final Set<Server> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private GrpcLoops(int threads, TimeSource time) {
        this.time = time;
        this.group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(THREAD_NAME, true), NioIoHandler.newFactory());
    }

    /**
     * Starts the loops.
     *
     * @param properties values by name, null for absent
     * @throws GossipException if a property has a value that is not understood
     */
    static GrpcLoops open(UnaryOperator<@Nullable String> properties, TimeSource time) {
        int threads = threads(properties.apply(THREADS_PROPERTY));
        log.log(Level.INFO, "grpc transport: {0} event loops", threads);
        return new GrpcLoops(threads, time);
    }

    EventLoop next() {
        return group.next();
    }

    EventLoopGroup group() {
        return group;
    }

    /** Whether what ends now ends because the runtime does. */
    boolean isClosing() {
        return closing;
    }

    /** Ends {@code channel} with the loops, if it is not {@link #release}d before. */
    void track(ManagedChannel channel) {
        channels.add(channel);
        if (closing) {
            release(channel);
        }
    }

    /** Ends {@code channel} and the connection behind it. */
    void release(ManagedChannel channel) {
        channel.shutdownNow();
        channels.remove(channel);
    }

    /** Ends {@code server} with the loops. */
    void track(Server server) {
        // A server is of use until its last connection has ended, which may be long after its listener.
        servers.removeIf(Server::isTerminated);
        servers.add(server);
        if (closing) {
            server.shutdownNow();
        }
    }

    /** Closes what is still open, stops the threads and waits for them, a few seconds at most. */
    @Override
    public void close() {
        closing = true;
        Set<ManagedChannel> openChannels = Set.copyOf(channels);
        openChannels.forEach(this::release);
        servers.forEach(Server::shutdownNow);
        boolean mayWait = true;
        for (EventExecutor loop : group) {
            mayWait &= !loop.inEventLoop();
        }
        if (mayWait) {
            awaitEnd(openChannels);
        }
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        if (mayWait && !group.terminationFuture().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS)) {
            log.log(
                    Level.WARNING,
                    "event loops are still busy after {0} s; a handler blocks one of them",
                    STOP_SECONDS);
        }
    }

    private void awaitEnd(Set<ManagedChannel> ending) {
        long end = time.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        try {
            for (ManagedChannel channel : ending) {
                channel.awaitTermination(end - time.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (Server server : servers) {
                server.awaitTermination(end - time.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
}
