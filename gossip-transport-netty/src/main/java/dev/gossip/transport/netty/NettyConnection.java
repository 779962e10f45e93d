package dev.gossip.transport.netty;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.FramingException;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.spi.transport.support.Failures;
import dev.gossip.spi.transport.support.FrameReader;
import dev.gossip.spi.transport.support.SendQueue;
import dev.gossip.spi.transport.support.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection. Its public methods are for any thread; the package-private ones and all calls of the handler happen
 * on the channel's event loop, which makes them serial.
 */
final class NettyConnection implements Connection, FrameReader.Sink, FrameWriter.Progress {

    private static final Logger log = LoggerFactory.getLogger(NettyConnection.class);
    private static final CloseReason CLOSED_BY_PEER = CloseReason.remote("closed by the other side");

    private final NettyLoops loops;
    private final Channel channel;
    private final ConnectionHandler handler;
    private final PeerAddress local;
    private final PeerAddress remote;
    private final SecurityFacts security;
    private final SendQueue queue;
    private final FrameWriter writer;
    private final FrameReader reader;
    private final GracefulClose closing;
    private final AtomicReference<@Nullable CloseReason> closeReason = new AtomicReference<>();
    private volatile boolean paused;

    NettyConnection(
            ChannelHandlerContext context,
            LinkSetup setup,
            ConnectionHandler handler,
            PeerAddress local,
            PeerAddress remote) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        this.loops = setup.loops();
        this.channel = context.channel();
        this.handler = handler;
        this.local = local;
        this.remote = remote;
        this.security =
                tls == null ? SecurityFacts.PLAIN : Tls.facts(tls.engine().getSession());
        this.queue = new SendQueue(setup.options(), setup.framing());
        this.writer = new FrameWriter(context, queue, setup.framing(), tls != null, this);
        this.reader = new FrameReader(setup.framing(), this);
        this.closing = new GracefulClose(channel, tls, setup.runtime().scheduler());
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        SendResult result = queue.offer(frame, priority);
        if (result == SendResult.ACCEPTED) {
            writer.wakeUp();
        } else if (result == SendResult.CONGESTED && queue.isWritableDue()) {
            // The queue fell below the mark between the refusal and its note.
            execute(this::announceWritable);
        }
        return result;
    }

    @Override
    public void pauseReading() {
        if (!paused) {
            paused = true;
            execute(this::applyReading);
        }
    }

    @Override
    public void resumeReading() {
        if (paused) {
            paused = false;
            execute(this::applyReading);
        }
    }

    @Override
    public long queuedBytes() {
        return queue.bytes();
    }

    @Override
    public PeerAddress local() {
        return local;
    }

    @Override
    public PeerAddress remote() {
        return remote;
    }

    @Override
    public SecurityFacts security() {
        return security;
    }

    @Override
    public void close(CloseReason reason) {
        if (closeReason.compareAndSet(null, reason)) {
            queue.close();
            execute(this::closeGracefully);
        }
    }

    @Override
    public String toString() {
        return local + " <-> " + remote;
    }

    /** Whether the handler took the connection. */
    boolean open() {
        try {
            handler.onOpen(this);
            return true;
        } catch (Throwable e) {
            handlerFailed("onOpen", e);
            return false;
        }
    }

    /** Takes over {@code in}. */
    void received(ByteBuf in) {
        try {
            if (!queue.isClosed()) {
                reader.read(in.nioBuffer());
            }
        } catch (FramingException e) {
            refuse(e.reason(), String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
    }

    void writabilityChanged() {
        writer.writabilityChanged();
    }

    void closed() {
        closeReason.compareAndSet(
                null, loops.isClosing() ? CloseReason.local("the runtime was closed") : CLOSED_BY_PEER);
        closing.finished();
        reader.release();
        writer.discard();
        try {
            CloseReason reason = closeReason.get();
            if (reason != null) {
                handler.onClosed(this, reason);
            }
        } catch (Throwable e) {
            log.warn("{}: handler failed in onClosed", this, e);
        }
    }

    @Override
    public boolean wantsFrames() {
        return !paused && !queue.isClosed();
    }

    @Override
    public void frame(Bytes frame) {
        try {
            handler.onFrame(this, frame);
        } catch (Throwable e) {
            handlerFailed("onFrame", e);
        }
    }

    @Override
    public void written(long bytes) {
        queue.written(bytes);
        if (queue.isClosed()) {
            closeIfWritten();
        } else {
            announceWritable();
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof SslClosedEngineException) {
            closeNow(CLOSED_BY_PEER);
        } else if (!(cause instanceof ClosedChannelException)) {
            // What a close leaves unwritten fails too, but that is not why the connection closed.
            closeNow(CloseReason.failed(Failures.describe(cause)));
        }
    }

    private void announceWritable() {
        if (queue.takeWritable()) {
            try {
                handler.onWritable(this);
            } catch (Throwable e) {
                handlerFailed("onWritable", e);
            }
        }
    }

    private void applyReading() {
        channel.config().setAutoRead(!paused || queue.isClosed());
        if (wantsFrames()) {
            try {
                reader.cut();
            } catch (FramingException e) {
                refuse(e.reason(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void closeGracefully() {
        if (channel.isActive()) {
            reader.release();
            closing.begin();
            closeIfWritten();
        }
    }

    private void closeIfWritten() {
        if (queue.bytes() == 0) {
            closing.written();
        }
    }

    private void handlerFailed(String where, Throwable failure) {
        log.warn("{}: handler failed in {}; closing this connection", this, where, failure);
        refuse(DropReason.HANDLER_FAILED, "handler failed in " + where + ": " + Failures.describe(failure));
    }

    private void refuse(DropReason reason, String detail) {
        closeNow(CloseReason.refused(reason, detail));
    }

    private void closeNow(CloseReason reason) {
        closeReason.compareAndSet(null, reason);
        queue.close();
        reader.release();
        channel.close();
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("{}: the event loops are closed", this);
        }
    }
}
