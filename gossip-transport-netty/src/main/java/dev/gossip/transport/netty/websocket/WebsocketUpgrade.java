package dev.gossip.transport.netty.websocket;

import dev.gossip.api.PeerAddress;
import dev.gossip.api.Scheduler;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.Framing;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.URI;
import java.time.Duration;

/** Prepares pipelines for the upgrade of RFC 6455, without subprotocols and extensions. */
public final class WebsocketUpgrade {

    private static final int MAX_HTTP_BODY = 8 << 10;

    private final Carriage.MessageStream carriage;
    private final Scheduler scheduler;
    private final Duration limit;

    /**
     * @param scheduler when to ask whether the other side is still there
     * @param limit how long an upgrade may take
     */
    public WebsocketUpgrade(Carriage.MessageStream carriage, Scheduler scheduler, Duration limit) {
        this.carriage = carriage;
        this.scheduler = scheduler;
        this.limit = limit;
    }

    /** How messages arrive at, and are taken from, the last handler of the pipeline. */
    public Framing framing() {
        return new CountedFraming(carriage.maxFrameBytes());
    }

    /** Whether the upgrade that the event tells of succeeded. */
    public static boolean isDone(Object event) {
        return event instanceof WebSocketServerProtocolHandler.HandshakeComplete
                || event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE;
    }

    /** For an accepted connection; after TLS. */
    public void accept(ChannelPipeline pipeline) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(carriage.path())
                .handshakeTimeoutMillis(limit.toMillis())
                .dropPongFrames(false)
                .sendCloseFrame(null)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(carriage.maxFrameBytes())
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false)
                        .build())
                .build();
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(MAX_HTTP_BODY),
                new WebSocketServerProtocolHandler(config));
        pipeline.addLast(bridge());
    }

    /** For a dialled connection; after TLS. */
    public void dial(ChannelPipeline pipeline, PeerAddress address, boolean encrypted) {
        String host = address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host();
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(
                        URI.create((encrypted ? "wss://" : "ws://") + host + ":" + address.port() + carriage.path()))
                .handshakeTimeoutMillis(limit.toMillis())
                .maxFramePayloadLength(carriage.maxFrameBytes())
                .allowExtensions(false)
                .dropPongFrames(false)
                .sendCloseFrame(null)
                .build();
        pipeline.addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(MAX_HTTP_BODY),
                new WebSocketClientProtocolHandler(config));
        pipeline.addLast(bridge());
    }

    private MessageBridge bridge() {
        return new MessageBridge(carriage.maxFrameBytes(), scheduler);
    }
}
