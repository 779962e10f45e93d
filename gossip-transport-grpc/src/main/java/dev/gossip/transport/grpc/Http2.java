package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How both ends speak HTTP/2. The keepalive rules are those of Hyperledger Fabric's peers ({@code peer.keepalive}). */
final class Http2 {

    /** How often a dialler pings a silent peer, with or without calls: a little above the 60 s that Fabric permits. */
    static final Duration CLIENT_PING = Duration.ofSeconds(61);

    /** How often an acceptor pings a silent peer. */
    static final Duration SERVER_PING = Duration.ofHours(2);

    /** How long a ping may stay unanswered. */
    static final Duration PING_TIMEOUT = Duration.ofSeconds(20);

    /** The shortest interval of pings that an acceptor bears; Fabric's peers ping every 60 s, and networks make that less. */
    static final Duration PERMITTED_PING = Duration.ofSeconds(30);

    /** How long an HTTP/2 connection may be without a call. A dialler opens its call right after its probe. */
    static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

    /** HTTP/2 connections without a call, per listener. */
    static final int MAX_STRANGERS = 1_024;

    /** Calls at once on one HTTP/2 connection; peers open one, and a probe before it. */
    static final int MAX_CALLS = 16;

    /** Calls that a peer may open and reset within {@link #RESET_SECONDS}. */
    static final int MAX_RESETS = 200;

    static final int RESET_SECONDS = 30;

    /** Bytes of messages, read or not, that a peer may have on its way to us. Fixed: measuring it takes extra pings. */
    static final int WINDOW = 1 << 20;

    /** Bytes handed to HTTP/2 above which a call is not ready. */
    static final int READY_BYTES = 128 << 10;

    private static final DecompressorRegistry UNCOMPRESSED =
            DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false);

    private Http2() {}

    /** @param limit for the TCP connection alone */
    static NettyChannelBuilder client(
            PeerAddress address, InetSocketAddress socket, LinkSetup setup, EventLoop loop, Duration limit) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(socket)
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(limit))
                .executor(new LoopExecutor(loop))
                .offloadExecutor(setup.runtime().workers())
                .overrideAuthority(authority(address))
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxTraceEvents(0)
                .decompressorRegistry(UNCOMPRESSED)
                .maxInboundMessageSize(setup.methods().maxFrameBytes())
                .flowControlWindow(WINDOW)
                .keepAliveTime(CLIENT_PING.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PING_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true);
        setup.options()
                .tls()
                .ifPresentOrElse(tls -> builder.sslContext(GrpcTls.client(tls, address)), builder::usePlaintext);
        return builder;
    }

    static NettyServerBuilder server(InetSocketAddress socket, LinkSetup setup) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(socket)
                .bossEventLoopGroup(setup.loops().group())
                .workerEventLoopGroup(setup.loops().group())
                .decompressorRegistry(UNCOMPRESSED)
                .handshakeTimeout(millis(setup.options().connectTimeout()), TimeUnit.MILLISECONDS)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                .maxRstFramesPerWindow(MAX_RESETS, RESET_SECONDS)
                .maxConnectionIdle(IDLE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .maxInboundMessageSize(setup.methods().maxFrameBytes())
                .flowControlWindow(WINDOW)
                .keepAliveTime(SERVER_PING.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PING_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveTime(PERMITTED_PING.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
        setup.options().tls().ifPresent(tls -> builder.sslContext(GrpcTls.server(tls)));
        return builder;
    }

    /** The scope of an IPv6 address is of this machine only, and no part of an authority. */
    private static String authority(PeerAddress address) {
        String host = address.host();
        int scope = host.indexOf('%');
        return scope < 0
                ? address.hostAndPort()
                : new PeerAddress(address.scheme(), host.substring(0, scope), address.port()).hostAndPort();
    }

    private static int millis(Duration span) {
        return (int) Math.max(1, Math.min(span.toMillis(), Integer.MAX_VALUE));
    }
}
