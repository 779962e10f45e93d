package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.spi.transport.support.SendQueue;
import org.jspecify.annotations.Nullable;

/**
 * A dialled connection whose bytes leave when the node's uplink has a turn for them. Frames leave in pieces, which is possible
 * because an Orbs frame is written without a prefix: pieces of it are the same bytes on the wire.
 */
final class PacedConnection implements Connection {

    private final Connection carrier;
    private final ConnectionHandler handler;
    private final SendQueue queue;
    private final Uplink uplink;
    private Bytes leaving = Bytes.empty();
    private @Nullable CloseReason closing;

    PacedConnection(Connection carrier, ConnectionHandler handler, SendQueue queue, Uplink uplink) {
        this.carrier = carrier;
        this.handler = handler;
        this.queue = queue;
        this.uplink = uplink;
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        SendResult result = queue.offer(frame, priority);
        if (result == SendResult.ACCEPTED) {
            uplink.serve(this);
        }
        return result;
    }

    /**
     * One turn; called by the uplink, one at a time.
     *
     * @return bytes that left; none if nothing waits or the socket takes no more
     */
    int sendUpTo(int limit) {
        if (leaving.isEmpty()) {
            Bytes next = queue.poll();
            if (next == null) {
                closeWhenDue();
                return 0;
            }
            leaving = next;
        }
        Bytes piece = leaving.slice(0, Math.min(limit, leaving.length()));
        if (carrier.offer(piece, FramePriority.DATA) != SendResult.ACCEPTED) {
            return 0;
        }
        leaving = leaving.slice(piece.length());
        queue.written(piece.length());
        if (queue.takeWritable()) {
            handler.onWritable(this);
        }
        return piece.length();
    }

    /** The socket takes bytes again. */
    void writable() {
        uplink.serve(this);
    }

    /** The connection is gone, and with it whatever waited. */
    void gone() {
        queue.discard();
    }

    private void closeWhenDue() {
        CloseReason reason = closing;
        if (reason != null) {
            carrier.close(reason);
        }
    }

    @Override
    public void close(CloseReason reason) {
        synchronized (uplink) {
            closing = reason;
        }
        queue.close();
        uplink.serve(this);
    }

    @Override
    public void pauseReading() {
        carrier.pauseReading();
    }

    @Override
    public void resumeReading() {
        carrier.resumeReading();
    }

    @Override
    public long queuedBytes() {
        return queue.bytes() + carrier.queuedBytes();
    }

    @Override
    public PeerAddress local() {
        return carrier.local();
    }

    @Override
    public PeerAddress remote() {
        return carrier.remote();
    }

    @Override
    public SecurityFacts security() {
        return carrier.security();
    }
}
