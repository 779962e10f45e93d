package dev.gossip.transport.nio;

import dev.gossip.spi.transport.SecurityFacts;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket on its event loop, with TLS if wanted. Holds memory only for bytes that the peer does not take.
 * Everything but {@link #loop} is for the loop only.
 */
final class SocketLink implements EventLoop.Ready {

    /** Other connections share the loop. */
    private static final int READS_PER_TURN = 4;

    private static final Logger log = System.getLogger(SocketLink.class.getName());

    private final EventLoop loop;
    private final SocketChannel channel;
    private final Layer layer;
    private Owner owner;
    private Runnable atClose = () -> {};
    private @Nullable SelectionKey key;
    private @Nullable ByteBuffer output;
    private long outputFrames;
    private boolean inputEnded;
    private boolean finishing;
    private boolean saidGoodbye;
    private boolean closed;

    /** Hears what happens; may change when the link opens. */
    interface Owner {

        /** Whether bytes may be read now. */
        boolean wantsBytes();

        /** Frames can be sent and received. */
        void opened(SecurityFacts security);

        /** Bytes of frames; all of them have to be taken. */
        void received(ByteBuffer bytes);

        /** {@code count} bytes of frames have reached the operating system. */
        void written(long count);

        /** More can be sent after a {@link Sent#BLOCKED}. */
        void writable();

        /** The other side will send nothing more. */
        void ended();

        /** Nothing can be sent or received any more. */
        void failed(Throwable cause);

        /** The event loop ends. */
        void loopStopped();
    }

    /** What became of an attempt to send. */
    enum Sent {
        /** A buffer full reached the operating system. */
        ALL,
        /** There was nothing to send. */
        NOTHING,
        /** The socket or the TLS engine takes nothing now; {@link Owner#writable} follows. */
        BLOCKED
    }

    /** Puts bytes into an empty buffer. */
    @FunctionalInterface
    interface Filler {

        /** The number of bytes of frames that are in {@code out} now, in whatever form. */
        long fill(ByteBuffer out) throws IOException;
    }

    SocketLink(EventLoop loop, SocketChannel channel, Optional<SSLEngine> engine, Executor workers, Owner firstOwner) {
        this.loop = loop;
        this.channel = channel;
        this.owner = firstOwner;
        this.layer = engine.isPresent() ? new TlsLayer(this, engine.get(), workers) : new PlainLayer(this);
    }

    EventLoop loop() {
        return loop;
    }

    SocketChannel channel() {
        return channel;
    }

    boolean isClosed() {
        return closed;
    }

    void whenClosed(Runnable action) {
        atClose = action;
    }

    void start() {
        try {
            key = loop.register(channel, 0, this);
            layer.start();
            updateInterest();
        } catch (Throwable e) {
            owner.failed(e);
        }
    }

    void handTo(Owner next) {
        owner = next;
    }

    boolean wantsBytes() {
        return owner.wantsBytes();
    }

    void opened(SecurityFacts security) {
        owner.opened(security);
    }

    void decoded(ByteBuffer bytes) {
        owner.received(bytes);
    }

    void writable() {
        owner.writable();
    }

    void failed(Throwable cause) {
        if (!closed) {
            owner.failed(cause);
        }
    }

    /** The peer's end of input, from the socket or from TLS. */
    void ended() {
        inputEnded = true;
        updateInterest();
        owner.ended();
    }

    @Override
    public void ready() {
        SelectionKey ours = key;
        if (closed || ours == null) {
            return;
        }
        try {
            int operations = ours.readyOps();
            if ((operations & SelectionKey.OP_WRITE) != 0 && flush()) {
                afterFlush();
            }
            if ((operations & SelectionKey.OP_READ) != 0 && !closed) {
                read();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void loopStopped() {
        owner.loopStopped();
    }

    /** Sends a buffer full of {@code frames}. */
    Sent send(FrameSource frames) throws IOException {
        if (closed || !flush() || !layer.canSend()) {
            return Sent.BLOCKED;
        }
        if (!stage(out -> layer.encode(frames, out))) {
            return layer.canSend() ? Sent.NOTHING : Sent.BLOCKED;
        }
        return flush() ? Sent.ALL : Sent.BLOCKED;
    }

    /** Fills a buffer to be flushed, after a flush that left nothing; whether there was anything to say. */
    boolean stage(Filler filler) throws IOException {
        ByteBuffer out = loop.buffers().takeOutput();
        boolean filled = false;
        try {
            outputFrames = filler.fill(out);
            filled = out.flip().hasRemaining();
        } finally {
            if (filled) {
                output = out;
            } else {
                loop.buffers().giveBack(out);
            }
        }
        return filled;
    }

    /** Writes what is staged; true if nothing is left and the link is still open. */
    boolean flush() throws IOException {
        ByteBuffer out = output;
        if (out == null) {
            return !closed;
        }
        if (out.hasRemaining()) {
            channel.write(out);
            if (out.hasRemaining()) {
                interest(SelectionKey.OP_WRITE, true);
                return false;
            }
        }
        output = null;
        loop.buffers().giveBack(out);
        interest(SelectionKey.OP_WRITE, false);
        if (outputFrames > 0) {
            // May end in a goodbye that the socket does not take at once.
            owner.written(outputFrames);
        }
        return !closed && output == null;
    }

    /** Reading was paused or resumed: goes on with what was kept, then with the socket. */
    void readingChanged() {
        try {
            if (!closed && wantsBytes()) {
                layer.resume();
            }
            updateInterest();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Asks for readability if there is any use for it. */
    void updateInterest() {
        interest(SelectionKey.OP_READ, !inputEnded && layer.wantsInput() && owner.wantsBytes());
    }

    /** Says goodbye after what is staged, then ends the output. */
    void finishOutput() throws IOException {
        finishing = true;
        if (!flush()) {
            return;
        }
        if (!saidGoodbye) {
            saidGoodbye = true;
            stage(this::goodbye);
            if (!flush()) {
                return;
            }
        }
        channel.shutdownOutput();
        if (inputEnded) {
            owner.ended();
        }
    }

    /** Closes the socket now; what is staged is lost. */
    void close() {
        if (closed) {
            return;
        }
        try {
            lastWords();
        } catch (IOException | RuntimeException e) {
            log.log(Level.DEBUG, "no farewell", e);
        }
        closed = true;
        layer.release();
        if (output != null) {
            loop.buffers().giveBack(output);
            output = null;
        }
        try {
            channel.close();
        } catch (IOException e) {
            log.log(Level.DEBUG, "the socket did not close", e);
        }
        atClose.run();
    }

    private void afterFlush() throws IOException {
        if (finishing) {
            finishOutput();
        } else {
            layer.resume();
            owner.writable();
        }
    }

    private void read() throws IOException {
        for (int i = 0; i < READS_PER_TURN && !closed && wantsBytes() && layer.wantsInput(); i++) {
            ByteBuffer in = loop.buffers().input();
            layer.prepare(in);
            int count = channel.read(in);
            boolean drained = in.hasRemaining();
            // After our goodbye nobody wants to know what the peer still says.
            if (!finishing) {
                layer.received(in.flip());
            }
            if (count < 0 && !closed) {
                ended();
                return;
            }
            if (drained) {
                break;
            }
        }
        updateInterest();
    }

    /** TLS tells the peer why, as far as the socket takes it at once. */
    private void lastWords() throws IOException {
        if (output != null || saidGoodbye || !channel.isConnected()) {
            return;
        }
        if (stage(this::goodbye)) {
            flush();
        }
    }

    private long goodbye(ByteBuffer out) throws IOException {
        layer.goodbye(out);
        return 0;
    }

    private void interest(int operation, boolean wanted) {
        SelectionKey ours = key;
        if (closed || ours == null || !ours.isValid()) {
            return;
        }
        int before = ours.interestOps();
        int after = wanted ? before | operation : before & ~operation;
        if (after != before) {
            ours.interestOps(after);
        }
    }
}
