package com.example.uds;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.SecurityFacts;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection: any thread offers, the loop's thread does everything else. */
final class UdsConnection implements Connection, UdsLoop.Ready {

    private final UdsLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final LinkOptions options;
    private final Framing framing;
    private final FrameReader reader;
    private final ConnectionHandler handler;
    private final PeerAddress local;
    private final PeerAddress remote;

    private final Queue<ByteBuffer[]> unsent = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean congested = new AtomicBoolean();
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseReason> closing = new AtomicReference<>();
    private volatile boolean paused;
    private boolean hurried;
    private boolean ended;

    UdsConnection(
            UdsLoop loop,
            SocketChannel channel,
            LinkOptions options,
            ConnectionHandler handler,
            PeerAddress local,
            PeerAddress remote)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.options = options;
        this.framing = ((Carriage.ByteStream) options.carriage()).framing();
        this.reader = new FrameReader(framing);
        this.handler = handler;
        this.local = local;
        this.remote = remote;
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
    }

    void open() {
        guarded(() -> handler.onOpen(this));
    }

    // tag::offer[]
    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        if (closing.get() != null) {
            return SendResult.CLOSED;
        }
        if (frame.length() > framing.maxFrameBytes()) {
            return SendResult.TOO_LARGE;
        }
        ByteBuffer prefix = ByteBuffer.allocate(framing.prefixLength());
        framing.writePrefix(frame.length(), prefix);
        long size = prefix.capacity() + (long) frame.length();
        long bound = options.highWaterMark() + (priority == FramePriority.CONTROL ? options.controlReserve() : 0L);
        long before = queued.get();
        while (before == 0 || before + size <= bound) {
            if (queued.compareAndSet(before, before + size)) {
                unsent.add(new ByteBuffer[] {prefix.flip(), frame.asReadOnlyBuffer()});
                if (flushing.compareAndSet(false, true)) {
                    loop.execute(this::flush);
                }
                return SendResult.ACCEPTED;
            }
            before = queued.get();
        }
        congested.set(true);
        // The queue may have run empty since it was found full; then nobody else would say so.
        tellIfWritable();
        return SendResult.CONGESTED;
    }

    private void tellIfWritable() {
        long now = queued.get();
        if ((now == 0 || now < options.lowWaterMark()) && congested.compareAndSet(true, false)) {
            loop.execute(() -> {
                if (!ended) {
                    guarded(() -> handler.onWritable(this));
                }
            });
        }
    }
    // end::offer[]

    // tag::flush[]
    private void flush() {
        flushing.set(false);
        if (ended) {
            return;
        }
        try {
            for (ByteBuffer[] head = unsent.peek(); head != null; head = unsent.peek()) {
                queued.addAndGet(-channel.write(head));
                tellIfWritable();
                if (head[0].hasRemaining() || head[1].hasRemaining()) {
                    key.interestOpsOr(SelectionKey.OP_WRITE);
                    hurryIfClosing();
                    return;
                }
                unsent.remove();
            }
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        } catch (IOException e) {
            end(CloseReason.failed("writing failed: " + e.getMessage()));
        }
        CloseReason reason = closing.get();
        if (reason != null) {
            end(reason);
        }
    }
    // end::flush[]

    /** A peer that does not read must not keep a closing connection for ever. */
    private void hurryIfClosing() {
        CloseReason reason = closing.get();
        if (reason != null && !hurried) {
            hurried = true;
            loop.after(options.connectTimeout(), () -> end(reason));
        }
    }

    @Override
    public void onReady(SelectionKey ready) {
        if (ready.isWritable()) {
            flush();
        }
        if (!ended && ready.isReadable()) {
            read();
        }
    }

    // tag::read[]
    private void read() {
        if (paused || closing.get() != null) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            return;
        }
        try {
            ByteBuffer chunk = loop.buffer();
            if (channel.read(chunk) < 0) {
                end(CloseReason.remote(reader.isInsideFrame() ? "the peer left within a frame" : "the peer left"));
                return;
            }
            reader.append(chunk.flip());
            handOver();
        } catch (IOException e) {
            end(CloseReason.failed("reading failed: " + e.getMessage()));
        }
    }

    private void handOver() {
        try {
            while (!paused && closing.get() == null) {
                Bytes frame = reader.next();
                if (frame == null) {
                    return;
                }
                guarded(() -> handler.onFrame(this, frame));
            }
        } catch (FramingException e) {
            end(CloseReason.refused(e.reason(), e.getMessage()));
        } catch (RuntimeException e) {
            end(CloseReason.failed("the framing failed: " + e));
        }
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        loop.execute(() -> {
            handOver();
            if (!ended && !paused) {
                key.interestOpsOr(SelectionKey.OP_READ);
            }
        });
    }
    // end::read[]

    // tag::end[]
    @Override
    public void close(CloseReason reason) {
        if (closing.compareAndSet(null, reason)) {
            loop.execute(this::flush);
        }
    }

    private void end(CloseReason reason) {
        if (ended) {
            return;
        }
        ended = true;
        closing.compareAndSet(null, reason);
        try {
            channel.close();
        } catch (IOException e) {
            UdsLoop.LOG.log(Level.DEBUG, "closing " + this + " failed", e);
        }
        unsent.clear();
        guarded(() -> handler.onClosed(this, Objects.requireNonNull(closing.get())));
    }

    private void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            UdsLoop.LOG.log(Level.WARNING, "the handler of " + this + " failed; closing it", e);
            end(CloseReason.refused(DropReason.HANDLER_FAILED, "the connection's handler failed: " + e));
        }
    }
    // end::end[]

    @Override
    public void onStop() {
        end(CloseReason.local("the runtime closes"));
    }

    @Override
    public long queuedBytes() {
        return queued.get();
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
        return SecurityFacts.PLAIN;
    }

    @Override
    public String toString() {
        return "connection " + local + " -> " + remote;
    }
}
