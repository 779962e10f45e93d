package dev.gossip.transport.nio;

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
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One open connection. Its public methods as {@link Connection} are for any thread; all others and all calls of the
 * handler happen on the event loop, which makes them serial.
 */
final class NioConnection implements Connection, FrameReader.Sink, SocketLink.Owner {

    private static final Logger log = System.getLogger(NioConnection.class.getName());
    private static final CloseReason CLOSED_BY_PEER = CloseReason.remote("closed by the other side");

    private final SocketLink link;
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

    NioConnection(
            SocketLink link,
            LinkSetup setup,
            ConnectionHandler handler,
            PeerAddress local,
            PeerAddress remote,
            SecurityFacts security) {
        this.link = link;
        this.handler = handler;
        this.local = local;
        this.remote = remote;
        this.security = security;
        this.queue = new SendQueue(setup.options(), setup.framing());
        this.writer = new FrameWriter(link, queue, setup.framing());
        this.reader = new FrameReader(setup.framing(), this);
        this.closing = new GracefulClose(
                link,
                setup.runtime().scheduler(),
                () -> closeNow(CloseReason.failed("the other side did not take part in closing")));
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

    @Override
    public boolean wantsBytes() {
        return !paused || queue.isClosed();
    }

    @Override
    public void opened(SecurityFacts facts) {
        // A link opens once, before it is handed over.
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (queue.isClosed()) {
            return;
        }
        try {
            reader.read(bytes);
        } catch (FramingException e) {
            refuse(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void writable() {
        writer.writable();
    }

    @Override
    public void ended() {
        // A peer that says nothing more may still listen to what we accepted before we closed.
        if (!queue.isClosed() || closing.isWritten()) {
            closeNow(CLOSED_BY_PEER);
        }
    }

    @Override
    public void loopStopped() {
        closeNow(CloseReason.local("the runtime was closed"));
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
        closeNow(CloseReason.failed(Failures.describe(cause)));
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
        if (wantsFrames()) {
            try {
                reader.cut();
            } catch (FramingException e) {
                refuse(e.reason(), String.valueOf(e.getMessage()));
            }
        }
        link.readingChanged();
    }

    private void closeGracefully() {
        if (!link.isClosed()) {
            reader.release();
            closing.begin();
            link.readingChanged();
            closeIfWritten();
        }
    }

    private void closeIfWritten() {
        try {
            if (queue.bytes() == 0) {
                closing.written();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void handlerFailed(String where, Throwable failure) {
        log.log(Level.WARNING, this + ": handler failed in " + where + "; closing this connection", failure);
        refuse(DropReason.HANDLER_FAILED, "handler failed in " + where + ": " + Failures.describe(failure));
    }

    private void refuse(DropReason reason, String detail) {
        closeNow(CloseReason.refused(reason, detail));
    }

    private void closeNow(CloseReason reason) {
        if (link.isClosed()) {
            return;
        }
        closeReason.compareAndSet(null, reason);
        queue.close();
        reader.release();
        link.close();
        // Not inside the callback that may be running.
        link.loop().execute(this::closed);
    }

    private void closed() {
        closing.finished();
        writer.discard();
        CloseReason reason = closeReason.get();
        try {
            if (reason != null) {
                handler.onClosed(this, reason);
            }
        } catch (Throwable e) {
            log.log(Level.WARNING, this + ": handler failed in onClosed", e);
        }
    }

    private void execute(Runnable task) {
        try {
            link.loop().execute(task);
        } catch (RejectedExecutionException e) {
            log.log(Level.DEBUG, "{0}: the event loop has ended", this);
        }
    }
}
