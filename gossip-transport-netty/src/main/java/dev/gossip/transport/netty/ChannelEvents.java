package dev.gossip.transport.netty;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.support.Addresses;
import dev.gossip.transport.netty.websocket.WebsocketUpgrade;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** The last handler of a pipeline: turns Netty's events into those of a {@link NettyConnection}. */
final class ChannelEvents extends ChannelInboundHandlerAdapter {

    private final LinkSetup setup;
    private final ConnectionHandler handler;
    private final Opening opening;
    private final @Nullable PeerAddress dialled;
    private @Nullable NettyConnection connection;
    private boolean decided;

    /** Hears once whether the connection opened; called on the event loop. */
    interface Opening {

        /** TLS is done, if there is any; the handler is told next. */
        void established();

        void opened(NettyConnection connection);

        void failed(Throwable cause);
    }

    /** @param dialled the address as it was given, or null on the accepting side */
    ChannelEvents(LinkSetup setup, ConnectionHandler handler, @Nullable PeerAddress dialled, Opening opening) {
        this.setup = setup;
        this.handler = handler;
        this.dialled = dialled;
        this.opening = opening;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!setup.shakesHands()) {
            open(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                fail(context, handshake.cause());
            } else if (setup.upgrade() == null) {
                open(context);
            }
        } else if (WebsocketUpgrade.isDone(event)) {
            open(context);
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connection != null && message instanceof ByteBuf bytes) {
            connection.received(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (connection != null) {
            connection.writabilityChanged();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (connection != null) {
            connection.failed(cause);
        } else {
            fail(context, cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (connection != null) {
            connection.closed();
            connection = null;
        } else {
            fail(context, new ClosedChannelException());
        }
    }

    /** Gives up a connection that is not open yet. */
    void fail(ChannelHandlerContext context, Throwable cause) {
        if (!decided) {
            decided = true;
            opening.failed(cause);
            context.close();
        }
    }

    private void open(ChannelHandlerContext context) {
        if (decided) {
            return;
        }
        NettyConnection opened;
        try {
            opened = newConnection(context);
        } catch (RuntimeException e) {
            fail(context, e);
            return;
        }
        decided = true;
        connection = opened;
        opening.established();
        if (opened.open()) {
            opening.opened(opened);
        } else {
            opening.failed(new IllegalStateException("the handler failed in onOpen"));
        }
    }

    private NettyConnection newConnection(ChannelHandlerContext context) {
        if (context.channel().localAddress() instanceof InetSocketAddress local
                && context.channel().remoteAddress() instanceof InetSocketAddress remote) {
            String scheme = dialled == null ? PeerAddress.TCP : dialled.scheme();
            return new NettyConnection(
                    context,
                    setup,
                    handler,
                    Addresses.of(scheme, local),
                    dialled == null ? Addresses.of(scheme, remote) : dialled);
        }
        throw new IllegalStateException("the connection was gone before it could be opened");
    }
}
