package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.spi.transport.support.Failures;
import dev.gossip.spi.transport.support.SendQueue;
import io.netty.channel.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One open connection over one call. Its public methods are for any thread; the package-private ones and all calls of the
 * handler happen on the event loop of the HTTP/2 connection, which makes them serial.
 *
 * <p>Frames wait here until the call is ready, so that the marks bound what waits. A frame that the call has taken counts as
 * queued until the call is ready again. Messages are asked for one by one, so a paused reader has at most one on its way.
 */
final class GrpcConnection implements Connection {

    static final Duration WRITE_LIMIT = Duration.ofSeconds(3);
    static final Duration LINGER_LIMIT = Duration.ofSeconds(1);

    /** Of a gRPC message: a flag and a length. */
    private static final int PREFIX_BYTES = 5;

    private static final Logger log = System.getLogger(GrpcConnection.class.getName());

    private final StreamCall call;
    private final EventLoop loop;
    private final LinkSetup setup;
    private final ConnectionHandler handler;
    private final PeerAddress local;
    private final PeerAddress remote;
    private final SecurityFacts security;
    private final SendQueue queue;
    private final AtomicReference<@Nullable CloseReason> closeReason = new AtomicReference<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean paused;

    /** Bytes that the call has taken since it was last ready. */
    private long taken;

    private boolean asked;
    private boolean closing;
    private boolean finished;
    private boolean ended;
    private @Nullable Cancellable timer;

    GrpcConnection(
            StreamCall call,
            EventLoop loop,
            LinkSetup setup,
            ConnectionHandler handler,
            PeerAddress local,
            PeerAddress remote,
            SecurityFacts security) {
        this.call = call;
        this.loop = loop;
        this.setup = setup;
        this.handler = handler;
        this.local = local;
        this.remote = remote;
        this.security = security;
        this.queue =
                new SendQueue(setup.options(), PREFIX_BYTES, setup.methods().maxFrameBytes());
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        SendResult result = queue.offer(frame, priority);
        if (result == SendResult.ACCEPTED) {
            if (!awake.get() && awake.compareAndSet(false, true)) {
                execute(this::drain);
            }
        } else if (result == SendResult.CONGESTED && queue.isWritableDue()) {
            // The queue fell below the mark between the refusal and its note.
            execute(this::announceWritable);
        }
        return result;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        if (paused) {
            paused = false;
            execute(this::askForMore);
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
            execute(this::beginClose);
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
        } catch (Throwable e) {
            handlerFailed("onOpen", e);
            return false;
        }
        askForMore();
        return true;
    }

    /** The call can take messages again. */
    void ready() {
        if (awake.get()) {
            drain();
        }
    }

    void received(Bytes frame) {
        asked = false;
        if (!queue.isClosed()) {
            try {
                handler.onFrame(this, frame);
            } catch (Throwable e) {
                handlerFailed("onFrame", e);
            }
        }
        askForMore();
    }

    /** The peer will send no more; what was accepted for it still goes. */
    void peerFinished() {
        close(CloseReasons.BY_PEER);
    }

    /**
     * The call is over.
     *
     * @param reason what to say if nobody has said why before
     */
    void ended(CloseReason reason) {
        if (ended) {
            return;
        }
        ended = true;
        closeReason.compareAndSet(
                null, setup.loops().isClosing() ? CloseReason.local("the runtime was closed") : reason);
        queue.discard();
        limit(null);
        try {
            CloseReason known = closeReason.get();
            handler.onClosed(this, known == null ? reason : known);
        } catch (Throwable e) {
            log.log(Level.WARNING, this + ": handler failed in onClosed", e);
        }
    }

    private void drain() {
        while (!ended && !finished && call.isReady()) {
            if (taken > 0) {
                queue.written(taken);
                taken = 0;
                announceWritable();
            }
            Bytes frame = queue.poll();
            if (frame != null) {
                taken += PREFIX_BYTES + (long) frame.length();
                call.send(frame);
            } else if (fellAsleep()) {
                break;
            }
        }
        finishIfSent();
    }

    private boolean fellAsleep() {
        awake.set(false);
        return !queue.hasFrames() || !awake.compareAndSet(false, true);
    }

    private void announceWritable() {
        if (!queue.isClosed() && queue.takeWritable()) {
            try {
                handler.onWritable(this);
            } catch (Throwable e) {
                handlerFailed("onWritable", e);
            }
        }
    }

    private void askForMore() {
        // A call that is being closed still reads, or its end would not be seen behind messages.
        if (!asked && !ended && (!paused || closing)) {
            asked = true;
            call.request();
        }
    }

    private void beginClose() {
        if (!ended && !closing) {
            closing = true;
            limit(WRITE_LIMIT);
            askForMore();
            finishIfSent();
        }
    }

    private void finishIfSent() {
        // The bytes include frames whose producers have not yet added them, and those that the call still holds.
        if (closing && !finished && !ended && queue.bytes() == 0) {
            finished = true;
            call.finish(reason());
            limit(LINGER_LIMIT);
        }
    }

    private void handlerFailed(String where, Throwable failure) {
        log.log(Level.WARNING, this + ": handler failed in " + where + "; closing this connection", failure);
        String detail = "handler failed in " + where + ": " + Failures.describe(failure);
        closeReason.compareAndSet(null, CloseReason.refused(DropReason.HANDLER_FAILED, detail));
        stop();
        finished = true;
        call.abandon(reason());
        limit(LINGER_LIMIT);
    }

    private void stop() {
        closing = true;
        queue.discard();
        taken = 0;
    }

    private CloseReason reason() {
        CloseReason known = closeReason.get();
        return known == null ? CloseReasons.BY_PEER : known;
    }

    /** Cuts the call unless it ends within {@code span}; null for no limit. */
    private void limit(@Nullable Duration span) {
        if (timer != null) {
            timer.cancel();
        }
        timer = span == null || ended ? null : setup.runtime().scheduler().schedule(span, () -> execute(this::cut));
    }

    private void cut() {
        if (!ended) {
            call.cut();
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.log(Level.DEBUG, "{0}: the event loops are closed", this);
        }
    }
}
