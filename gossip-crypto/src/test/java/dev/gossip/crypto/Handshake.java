package dev.gossip.crypto;

import dev.gossip.spi.crypto.TlsContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Two engines wired back to back in memory, on one thread. */
public final class Handshake {

    private static final int BUFFER = 1 << 17;

    final SSLEngine client;
    final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER).flip();
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER).flip();

    public Handshake(TlsContext dialler, TlsContext acceptor, String dialled) {
        client = dialler.sslContext().createSSLEngine(dialled, 7051);
        client.setUseClientMode(true);
        client.setSSLParameters(dialler.parameters(true));
        server = acceptor.sslContext().createSSLEngine();
        server.setUseClientMode(false);
        server.setSSLParameters(acceptor.parameters(false));
    }

    /** Runs until neither side has anything to do; throws what the side that refuses throws. */
    public Handshake run() throws SSLException {
        boolean progress = true;
        while (progress) {
            progress = step(client, toClient, toServer) | step(server, toServer, toClient);
        }
        return this;
    }

    /** What the judging side says, and what the other side makes of its alert. */
    public List<Throwable> failures() {
        List<Throwable> failures = new ArrayList<>();
        while (failures.size() < 2) {
            try {
                run();
                return failures;
            } catch (SSLException e) {
                failures.add(e);
            }
        }
        return failures;
    }

    /** The next bytes of the client, a ClientHello at first. */
    public byte[] hello() throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(BUFFER);
        client.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** What the server says to the client's first bytes. */
    public byte[] answer() throws SSLException {
        server.unwrap(ByteBuffer.wrap(hello()), ByteBuffer.allocate(BUFFER));
        for (Runnable task = server.getDelegatedTask(); task != null; task = server.getDelegatedTask()) {
            task.run();
        }
        ByteBuffer out = ByteBuffer.allocate(BUFFER);
        server.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        try {
            return advance(engine, in, out);
        } catch (SSLException e) {
            // The rest is not for an engine that has failed.
            in.position(in.limit());
            throw e;
        }
    }

    private static boolean advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP || (!engine.getUseClientMode() ? false : start(engine, status))) {
            out.compact();
            SSLEngineResult result;
            try {
                result = engine.wrap(ByteBuffer.allocate(0), out);
            } finally {
                out.flip();
            }
            return result.bytesProduced() > 0 || engine.getHandshakeStatus() != status;
        }
        if (in.hasRemaining()) {
            SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(BUFFER));
            return result.bytesConsumed() > 0 || engine.getHandshakeStatus() != status;
        }
        return false;
    }

    private static boolean start(SSLEngine engine, HandshakeStatus status) {
        return status == HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("NONE")
                && !engine.isOutboundDone();
    }
}
