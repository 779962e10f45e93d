package dev.gossip.transport.netty.websocket;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Scheduler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Counted messages of a connection to binary messages of RFC 6455, and back. A message that does not come in one buffer goes
 * out in fragments as it comes. Asks with a ping whether the other side is there, and closes the channel if it is not.
 */
final class MessageBridge extends ChannelDuplexHandler {

    static final Duration PING_INTERVAL = Duration.ofSeconds(30);

    private static final int BETWEEN_MESSAGES = -1;

    private final int maxMessageBytes;
    private final Scheduler scheduler;
    private @Nullable CompositeByteBuf fragments;
    private int unsent = BETWEEN_MESSAGES;
    private boolean begun;
    private boolean heard = true;
    private boolean refused;
    private @Nullable Cancellable pinger;

    MessageBridge(int maxMessageBytes, Scheduler scheduler) {
        this.maxMessageBytes = maxMessageBytes;
        this.scheduler = scheduler;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (WebsocketUpgrade.isDone(event)) {
            ping(context);
        } else if (event == Farewell.SAID) {
            context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heard = true;
        if (refused || message instanceof PongWebSocketFrame) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof BinaryWebSocketFrame || message instanceof ContinuationWebSocketFrame) {
            read(context, (WebSocketFrame) message);
        } else {
            boolean upgrade = !(message instanceof FullHttpRequest);
            ReferenceCountUtil.release(message);
            if (upgrade) {
                refuse(context, WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
            } else {
                // The upgrade for our path is not passed on to here.
                context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND))
                        .addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private void read(ChannelHandlerContext context, WebSocketFrame frame) {
        if (fragments == null && frame.isFinalFragment()) {
            pass(context, frame.content());
            return;
        }
        if (fragments == null) {
            fragments = context.alloc().compositeBuffer(Integer.MAX_VALUE);
        }
        CompositeByteBuf message = fragments;
        message.addComponent(true, frame.content());
        if (message.readableBytes() > maxMessageBytes) {
            tooLarge(context);
        } else if (frame.isFinalFragment()) {
            fragments = null;
            pass(context, message);
        }
    }

    private static void pass(ChannelHandlerContext context, ByteBuf message) {
        context.fireChannelRead(context.alloc().buffer(Integer.BYTES).writeInt(message.readableBytes()));
        context.fireChannelRead(message);
    }

    /** The connection sees a length above its limit, and says so in its own words. */
    private void tooLarge(ChannelHandlerContext context) {
        dropFragments();
        refused = true;
        context.fireChannelRead(context.alloc().buffer(Integer.BYTES).writeInt(-1));
    }

    private void refuse(ChannelHandlerContext context, WebSocketCloseStatus status) {
        refused = true;
        context.writeAndFlush(new CloseWebSocketFrame(status)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted
                && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            tooLarge(context);
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf counted)) {
            context.write(message, promise);
            return;
        }
        WebSocketFrame last = null;
        try {
            while (counted.isReadable()) {
                if (unsent == BETWEEN_MESSAGES) {
                    // Connections write a length in one piece.
                    unsent = counted.readInt();
                    begun = false;
                }
                int count = Math.min(unsent, counted.readableBytes());
                if (count == 0 && unsent > 0) {
                    break;
                }
                if (last != null) {
                    context.write(last, context.voidPromise());
                }
                last = fragment(counted.readRetainedSlice(count));
            }
        } finally {
            counted.release();
        }
        if (last != null) {
            context.write(last, promise);
        } else if (!promise.isVoid()) {
            promise.setSuccess();
        }
    }

    private WebSocketFrame fragment(ByteBuf piece) {
        unsent -= piece.readableBytes();
        boolean end = unsent == 0;
        WebSocketFrame frame =
                begun ? new ContinuationWebSocketFrame(end, 0, piece) : new BinaryWebSocketFrame(end, 0, piece);
        begun = true;
        if (end) {
            unsent = BETWEEN_MESSAGES;
        }
        return frame;
    }

    private void ping(ChannelHandlerContext context) {
        pinger = scheduler.schedule(PING_INTERVAL, () -> {
            try {
                context.executor().execute(() -> look(context));
            } catch (RejectedExecutionException e) {
                // The loops are closed, and they close their channels.
                pinger = null;
            }
        });
    }

    private void look(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        // Who does not read hears nothing.
        if (!heard && context.channel().config().isAutoRead()) {
            context.close();
            return;
        }
        heard = false;
        context.writeAndFlush(new PingWebSocketFrame());
        ping(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        dropFragments();
        if (pinger != null) {
            pinger.cancel();
        }
        context.fireChannelInactive();
    }

    private void dropFragments() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
