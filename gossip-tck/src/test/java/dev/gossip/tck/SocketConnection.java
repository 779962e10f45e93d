package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.FramingException;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.SecurityFacts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One socket with a thread that reads and one that writes; events come on a strand. */
final class SocketConnection implements Connection {

    private static final Bytes END = Bytes.utf8("end");

    private final Socket socket;
    private final PeerAddress remote;
    private final LinkOptions options;
    private final ConnectionHandler handler;
    private final OpenSockets open;
    private final SocketFlaw flaw;
    private final Strand strand;
    private final SecurityFacts facts;
    private final BlockingQueue<Bytes> outbound = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    SocketConnection(
            Socket socket,
            PeerAddress remote,
            LinkOptions options,
            ConnectionHandler handler,
            GossipRuntime runtime,
            OpenSockets open,
            SocketFlaw flaw)
            throws IOException {
        this.socket = socket;
        this.remote = remote;
        this.options = options;
        this.handler = handler;
        this.open = open;
        this.flaw = flaw;
        this.strand = new Strand(runtime.lanes());
        this.facts = socket instanceof SSLSocket tls && flaw != SocketFlaw.HIDES_WHAT_TLS_FOUND
                ? facts(tls.getSession())
                : SecurityFacts.PLAIN;
    }

    void start() {
        strand.execute(() -> handler.onOpen(this));
        SocketTransport.start(this::readAll);
        SocketTransport.start(this::writeAll);
    }

    private void readAll() {
        int limit = options.carriage().maxFrameBytes();
        var cutter = ((Carriage.ByteStream) options.carriage()).framing().newCutter();
        try {
            InputStream in = socket.getInputStream();
            while (true) {
                byte[] prefix = new byte[Integer.BYTES];
                if (flaw == SocketFlaw.EXPECTS_WHOLE_PREFIXES && in.read(prefix) < prefix.length) {
                    throw new EOFException("a prefix in pieces");
                } else if (flaw != SocketFlaw.EXPECTS_WHOLE_PREFIXES) {
                    if (in.readNBytes(prefix, 0, prefix.length) < prefix.length) {
                        throw new EOFException("closed by the other side");
                    }
                }
                int length = cutter.measure(ByteBuffer.wrap(prefix)) - prefix.length;
                byte[] whole = new byte[flaw == SocketFlaw.ALLOCATES_WHAT_IS_ANNOUNCED ? length : 0];
                int read = in.readNBytes(whole, 0, whole.length);
                Bytes frame = Bytes.concat(Bytes.wrap(whole, 0, read), Bytes.wrap(in.readNBytes(length - read)));
                if (frame.length() < length && flaw != SocketFlaw.HANDS_OVER_HALF_FRAMES) {
                    throw new EOFException("closed within a frame of at most " + limit + " bytes");
                }
                strand.execute(() -> handler.onFrame(this, frame));
            }
        } catch (FramingException e) {
            close(CloseReason.refused(e.reason(), String.valueOf(e.getMessage())));
        } catch (EOFException e) {
            end(CloseReason.remote(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            end(CloseReason.failed(String.valueOf(e.getMessage())));
        }
    }

    private void writeAll() {
        try {
            while (true) {
                Bytes frame = outbound.take();
                if (frame == END) {
                    OpenSockets.end(socket);
                    return;
                }
                socket.getOutputStream().write(LengthPrefix.stream(List.of(frame)));
                queued.addAndGet(-frame.length());
            }
        } catch (IOException e) {
            end(CloseReason.failed(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public SendResult offer(Bytes frame, FramePriority priority) {
        if (closed.get()) {
            return SendResult.CLOSED;
        }
        if (frame.length() > options.carriage().maxFrameBytes()) {
            return SendResult.TOO_LARGE;
        }
        if (queued.get() > options.highWaterMark()) {
            return SendResult.CONGESTED;
        }
        queued.addAndGet(frame.length());
        outbound.add(frame);
        return SendResult.ACCEPTED;
    }

    @Override
    public void close(CloseReason reason) {
        end(reason);
    }

    private void end(CloseReason reason) {
        if (closed.compareAndSet(false, true)) {
            // Whoever reads after the writer has met the reset sees an ordinary end.
            if (flaw == SocketFlaw.END_CLOSES_OTHERS && reason.initiator() != CloseReason.Initiator.LOCAL) {
                open.close();
            }
            outbound.add(END);
            strand.execute(() -> handler.onClosed(this, reason));
        }
    }

    private static SecurityFacts facts(SSLSession session) {
        List<X509Certificate> own = x509(session.getLocalCertificates());
        List<X509Certificate> peer;
        try {
            peer = x509(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            peer = List.of();
        }
        return new SecurityFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                peer,
                own.stream().findFirst());
    }

    private static List<X509Certificate> x509(Certificate @Nullable [] chain) {
        return chain == null
                ? List.of()
                : Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }

    @Override
    public void pauseReading() {
        // No rule that this transport is judged by pauses.
    }

    @Override
    public void resumeReading() {
        // No rule that this transport is judged by pauses.
    }

    @Override
    public long queuedBytes() {
        return queued.get();
    }

    @Override
    public PeerAddress local() {
        return PeerAddress.of(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
    }

    @Override
    public PeerAddress remote() {
        return remote;
    }

    @Override
    public SecurityFacts security() {
        return facts;
    }
}
