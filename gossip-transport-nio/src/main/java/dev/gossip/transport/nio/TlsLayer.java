package dev.gossip.transport.nio;

import dev.gossip.spi.transport.support.Failures;
import dev.gossip.spi.transport.support.Kept;
import dev.gossip.spi.transport.support.Tls;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS by an {@link SSLEngine}: drives its handshakes, encrypts frames and decrypts what arrives. Certificate checks and
 * key agreement, which the engine delegates, run beside the event loop; meanwhile the engine is left alone.
 */
final class TlsLayer implements Layer {

    /** Plain bytes in one record, at most (RFC 8446, section 5.1). */
    private static final int RECORD_BYTES = 16 << 10;

    /** An engine that wants more memory than this for one record is broken. */
    private static final int MAX_BUFFER = 1 << 20;

    private static final Logger log = System.getLogger(TlsLayer.class.getName());

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketLink link;
    private final SSLEngine engine;
    private final Executor workers;
    private final Kept kept = new Kept();
    private int packetBytes;
    private int plainBytes;
    private @Nullable ByteBuffer unsent;
    private boolean established;
    private boolean delegating;
    private boolean stalled;
    private boolean ended;

    TlsLayer(SocketLink link, SSLEngine engine, Executor workers) {
        this.link = link;
        this.engine = engine;
        this.workers = workers;
        measure();
    }

    @Override
    public void start() throws IOException {
        engine.beginHandshake();
        advance(NOTHING.duplicate());
    }

    @Override
    public boolean wantsInput() {
        return !delegating && !ended;
    }

    @Override
    public void prepare(ByteBuffer in) {
        kept.moveTo(in);
    }

    @Override
    public void received(ByteBuffer in) throws IOException {
        advance(kept.join(in));
    }

    @Override
    public void resume() throws IOException {
        if (!delegating) {
            advance(kept.take());
        }
    }

    @Override
    public boolean canSend() {
        return established && !delegating && !stalled;
    }

    @Override
    public long encode(FrameSource frames, ByteBuffer out) throws IOException {
        long sent = 0;
        while (out.remaining() >= packetBytes) {
            ByteBuffer plain = unsent;
            if (plain == null) {
                plain = link.loop().buffers().plainOutput(RECORD_BYTES).limit(RECORD_BYTES);
                frames.gather(plain);
                plain.flip();
            }
            if (!plain.hasRemaining()) {
                break;
            }
            sent += encrypt(plain, out);
            unsent = plain.hasRemaining() ? own(plain) : null;
            if (stalled) {
                break;
            }
        }
        return sent;
    }

    @Override
    public void goodbye(ByteBuffer out) throws IOException {
        if (delegating) {
            // A worker holds the engine's lock.
            return;
        }
        engine.closeOutbound();
        while (!engine.isOutboundDone() && out.remaining() >= packetBytes) {
            if (engine.wrap(NOTHING.duplicate(), out).bytesProduced() == 0) {
                return;
            }
        }
    }

    @Override
    public void release() {
        kept.clear();
        unsent = null;
    }

    /** Goes on with handshake and decryption as far as bytes, socket and workers allow. */
    private void advance(ByteBuffer in) throws IOException {
        boolean more = true;
        while (more && !delegating && !ended && !link.isClosed()) {
            more = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> delegate();
                case NEED_WRAP -> handshake();
                case NOT_HANDSHAKING, FINISHED -> establish() || decrypt(in);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> decrypt(in);
            };
        }
        if (link.isClosed()) {
            release();
            return;
        }
        kept.keep(in);
        if (stalled && canGoOn()) {
            stalled = false;
            link.writable();
        }
    }

    /** Whether this was the end of the first handshake. */
    private boolean establish() {
        if (established) {
            return false;
        }
        established = true;
        measure();
        link.opened(Tls.facts(engine.getSession()));
        return true;
    }

    /** Sends what the handshake has to say; true if it may go on. */
    private boolean handshake() throws IOException {
        if (!link.flush()) {
            return false;
        }
        link.stage(this::wrapHandshake);
        return link.flush();
    }

    private long wrapHandshake(ByteBuffer out) throws SSLException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && out.remaining() >= packetBytes) {
            if (engine.wrap(NOTHING.duplicate(), out).bytesProduced() == 0) {
                break;
            }
        }
        if (out.position() == 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            throw new SSLException("the TLS engine does not go on with its handshake");
        }
        return 0;
    }

    /** Decrypts one record; true if there may be another. */
    private boolean decrypt(ByteBuffer in) throws IOException {
        if (!in.hasRemaining() || !link.wantsBytes()) {
            return false;
        }
        ByteBuffer plain = link.loop().buffers().plainInput(plainBytes);
        SSLEngineResult result = engine.unwrap(in, plain);
        if (plain.position() > 0) {
            link.decoded(plain.flip());
        }
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW -> growPlain();
            case CLOSED -> {
                ended = true;
                link.ended();
            }
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case OK -> {
                return result.bytesConsumed() > 0 || engine.getHandshakeStatus() != result.getHandshakeStatus();
            }
        }
        return true;
    }

    private long encrypt(ByteBuffer plain, ByteBuffer out) throws IOException {
        int before = plain.remaining();
        while (plain.hasRemaining() && out.remaining() >= packetBytes) {
            SSLEngineResult result = engine.wrap(plain, out);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new SSLException("TLS was closed before everything was sent");
            }
            if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                stall();
                break;
            }
        }
        return before - plain.remaining();
    }

    /** A later handshake of an open connection comes first. */
    private void stall() throws SSLException {
        if (canGoOn()) {
            throw new SSLException("the TLS engine takes no bytes");
        }
        stalled = true;
        link.loop().execute(() -> goOn(null));
    }

    private boolean canGoOn() {
        return !delegating && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private boolean delegate() throws SSLException {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            tasks.add(task);
        }
        delegating = true;
        try {
            workers.execute(() -> work(tasks));
        } catch (RejectedExecutionException e) {
            delegating = false;
            throw new SSLException("nobody takes a task of the TLS handshake", e);
        }
        return false;
    }

    /** On a worker. */
    private void work(List<Runnable> tasks) {
        Throwable failure = null;
        try {
            tasks.forEach(Runnable::run);
        } catch (Throwable e) {
            failure = e;
        }
        Throwable outcome = failure;
        try {
            link.loop().execute(() -> {
                delegating = false;
                goOn(outcome);
            });
        } catch (RejectedExecutionException e) {
            log.log(Level.DEBUG, "the event loop ended during a handshake");
        }
    }

    private void goOn(@Nullable Throwable failure) {
        if (link.isClosed()) {
            return;
        }
        try {
            if (failure != null) {
                throw new SSLException("a task of the TLS handshake failed: " + Failures.describe(failure), failure);
            }
            resume();
            link.updateInterest();
            if (canSend()) {
                link.writable();
            }
        } catch (Throwable e) {
            link.failed(e);
        }
    }

    private void measure() {
        SSLSession session = engine.getSession();
        packetBytes = session.getPacketBufferSize();
        plainBytes = session.getApplicationBufferSize();
    }

    private void growPlain() throws SSLException {
        plainBytes *= 2;
        if (plainBytes > MAX_BUFFER) {
            throw new SSLException("the TLS engine wants more than " + MAX_BUFFER + " bytes for one record");
        }
    }

    /** A copy of what remains, unless it is one already; the loop's own buffer is for everybody. */
    private ByteBuffer own(ByteBuffer plain) {
        return plain == unsent
                ? plain
                : ByteBuffer.allocate(plain.remaining()).put(plain).flip();
    }
}
