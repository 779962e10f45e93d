package dev.gossip.transport.nio;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What stands between the frames of a connection and its socket: nothing, or TLS. Used on the event loop only. */
interface Layer {

    /** Begins; {@link SocketLink#opened} follows at once or after a handshake. */
    void start() throws IOException;

    /** Whether further bytes from the socket are of use now. */
    boolean wantsInput();

    /** Puts what was kept into the empty {@code in}, to be continued by the socket. */
    void prepare(ByteBuffer in);

    /** Bytes from the socket; what is not used yet has to be kept. */
    void received(ByteBuffer in) throws IOException;

    /** Goes on with what was kept. */
    void resume() throws IOException;

    /** Whether frames can be sent now; if not, {@link SocketLink#writable} follows when they can. */
    boolean canSend();

    /**
     * Fills {@code out} with what {@code frames} has.
     *
     * @return how many bytes of frames, with their prefixes, are in {@code out} now
     */
    long encode(FrameSource frames, ByteBuffer out) throws IOException;

    /** Puts into the empty {@code out} what has to be said after the last frame, or about a failure. */
    void goodbye(ByteBuffer out) throws IOException;

    /** Forgets what was kept. */
    void release();
}
