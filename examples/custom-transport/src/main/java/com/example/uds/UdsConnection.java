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
import dev.gossip.spi.transport.support.FrameReader;
import dev.gossip.spi.transport.support.SendQueue;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection: any thread offers, the loop's thread does everything else. */
final class UdsConnection implements Connection, FrameReader.Sink, UdsLoop.Ready {

    private final UdsLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final LinkOptions options;
    private final Framing framing;
    private final FrameReader reader;
    private final ConnectionHandler handler;
    private final PeerAddress local;
    private final PeerAddress remote;

    private final SendQueue queue;
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseReason> closing = new AtomicReference<>();
    private ByteBuffer[] unsent = {};
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
        this.reader = new FrameReader(framing, this);
        this.queue = new SendQueue(options, framing);
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
        SendResult result = queue.offer(frame, priority);
        if (result == SendResult.ACCEPTED && flushing.compareAndSet(false, true)) {
            loop.execute(this::flush);
        } else if (result == SendResult.CONGESTED && queue.isWritableDue()) {
            // The queue ran empty after it was found full; then nobody else would say so.
            loop.execute(this::announceWritable);
        }
        return result;
    }

    private void announceWritable() {
        if (!ended && queue.takeWritable()) {
            guarded(() -> handler.onWritable(this));
        }
    }
    // end::offer[]

    // tag::flush[]
    private void flush() {
        flushing.set(false);
        try {
            while (!ended && hasUnsent()) {
                queue.written(channel.write(unsent));
                announceWritable();
                if (isUnsent()) {
                    key.interestOpsOr(SelectionKey.OP_WRITE);
                    hurryIfClosing();
                    return;
                }
            }
            if (!ended) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            end(CloseReason.failed("writing failed: " + e.getMessage()));
        }
        CloseReason reason = closing.get();
        if (reason != null) {
            end(reason);
        }
    }

    private boolean hasUnsent() {
        if (isUnsent()) {
            return true;
        }
        Bytes frame = queue.poll();
        if (frame == null) {
            return false;
        }
        ByteBuffer prefix = ByteBuffer.allocate(framing.prefixLength());
        framing.writePrefix(frame.length(), prefix);
        unsent = new ByteBuffer[] {prefix.flip(), frame.asReadOnlyBuffer()};
        return true;
    }

    private boolean isUnsent() {
        return Arrays.stream(unsent).anyMatch(ByteBuffer::hasRemaining);
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
        if (!wantsFrames()) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            return;
        }
        try {
            ByteBuffer chunk = loop.buffer();
            if (channel.read(chunk) < 0) {
                end(CloseReason.remote(reader.buffered() > 0 ? "the peer left within a frame" : "the peer left"));
                return;
            }
            reader.read(chunk.flip());
        } catch (FramingException e) {
            end(CloseReason.refused(e.reason(), e.getMessage()));
        } catch (IOException e) {
            end(CloseReason.failed("reading failed: " + e.getMessage()));
        }
    }

    @Override
    public boolean wantsFrames() {
        return !paused && closing.get() == null;
    }

    @Override
    public void frame(Bytes frame) {
        guarded(() -> handler.onFrame(this, frame));
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        loop.execute(() -> {
            try {
                reader.cut();
                if (!ended && !paused) {
                    key.interestOpsOr(SelectionKey.OP_READ);
                }
            } catch (FramingException e) {
                end(CloseReason.refused(e.reason(), e.getMessage()));
            }
        });
    }
    // end::read[]

    // tag::end[]
    @Override
    public void close(CloseReason reason) {
        if (closing.compareAndSet(null, reason)) {
            queue.close();
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
        queue.discard();
        reader.release();
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
        return SecurityFacts.PLAIN;
    }

    @Override
    public String toString() {
        return "connection " + local + " -> " + remote;
    }
}
