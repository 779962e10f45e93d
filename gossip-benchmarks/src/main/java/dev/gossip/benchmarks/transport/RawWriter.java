package dev.gossip.benchmarks.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.internal.PlatformDependent;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A bounded multi-producer queue, drained into batches of 128 KiB with void promises and one flush per 256 KiB or empty
 * queue. Direct batches, or heap ones below a TLS engine of the JDK, which would copy direct memory to the heap first.
 */
final class RawWriter implements Carrier.Line {

    private static final int BATCH_BYTES = 128 << 10;
    private static final int FLUSH_BYTES = 256 << 10;
    private static final int SMALL_BATCH_BYTES = 4 << 10;

    private final Channel channel;
    private final Carrier.Sink sink;
    private final boolean encrypted;
    private final int low;
    private final Queue<byte[]> queue;
    private final Runnable drain = this::drain;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();

    // What follows belongs to the event loop.
    private boolean reading;
    private boolean draining;
    private byte @Nullable [] frame;
    private int copied;

    RawWriter(Channel channel, int capacity, boolean encrypted, Carrier.Sink sink) {
        this.channel = channel;
        this.encrypted = encrypted;
        this.sink = sink;
        this.low = capacity / 4;
        this.queue = PlatformDependent.newFixedMpscQueue(capacity);
    }

    @Override
    public boolean offer(byte[] next) {
        if (!queue.offer(next)) {
            refused.set(true);
            // The queue may have been drained before the note; then nobody would call back.
            if (!queue.offer(next)) {
                return false;
            }
        }
        if (!awake.get()
                && awake.compareAndSet(false, true)
                && !(channel.eventLoop().inEventLoop() && reading)) {
            channel.eventLoop().execute(drain);
        }
        return true;
    }

    @Override
    public void close() {
        channel.close();
    }

    /** Frames offered from now on by the event loop wait for {@link #readComplete}. */
    void readBegins() {
        reading = true;
    }

    /** Writes what the event loop offered while it was reading. */
    void readComplete() {
        reading = false;
        if (awake.get()) {
            drain();
        }
    }

    void writabilityChanged() {
        if (awake.get() && channel.isWritable()) {
            drain();
        }
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        int unflushed = 0;
        try {
            do {
                while (channel.isWritable()) {
                    int written = writeBatch();
                    unflushed += written;
                    if (unflushed >= FLUSH_BYTES || written == 0) {
                        channel.flush();
                        unflushed = 0;
                    }
                    tellProducers();
                    if (written == 0 && fellAsleep()) {
                        return;
                    }
                }
                channel.flush();
                // The flush may have made room, and its event came while this method was running.
            } while (channel.isWritable());
        } finally {
            draining = false;
        }
    }

    private void tellProducers() {
        if (refused.get() && queue.size() <= low && refused.compareAndSet(true, false)) {
            sink.writable();
        }
    }

    private boolean fellAsleep() {
        awake.set(false);
        return queue.isEmpty() || !awake.compareAndSet(false, true);
    }

    private int writeBatch() {
        if (frame == null) {
            frame = queue.poll();
        }
        byte[] next = frame;
        if (next == null) {
            return 0;
        }
        int bytes = queue.isEmpty() && next.length < SMALL_BATCH_BYTES / 2 ? SMALL_BATCH_BYTES : BATCH_BYTES;
        ByteBuf batch =
                encrypted ? channel.alloc().heapBuffer(bytes) : channel.alloc().directBuffer(bytes);
        while (next != null) {
            if (copied == 0) {
                if (batch.writableBytes() < Frames.LENGTH_BYTES) {
                    break;
                }
                batch.writeInt(next.length);
            }
            int count = Math.min(batch.writableBytes(), next.length - copied);
            batch.writeBytes(next, copied, count);
            copied += count;
            if (copied < next.length) {
                // An empty remainder after the length alone must not write the length again.
                if (copied == 0) {
                    batch.writerIndex(batch.writerIndex() - Frames.LENGTH_BYTES);
                }
                break;
            }
            copied = 0;
            next = queue.poll();
        }
        frame = next;
        int written = batch.readableBytes();
        channel.write(batch, channel.voidPromise());
        return written;
    }
}
