package dev.gossip.tck;

import java.io.IOException;

/**
 * One connection of a program that knows nothing of the transport under judgement: raw bytes to and from the carrier below
 * it. The rules let it send half frames, announce too much and vanish. {@link TransportContract#dialStranger} opens it.
 *
 * <p>One thread at a time calls it, except for {@link #close}, which any thread may call to end a read that waits. Every
 * method fails with an {@link IOException} if the carrier does.
 */
public interface Stranger extends AutoCloseable {

    /** Writes {@code count} bytes from index {@code from}; returns when the carrier has taken all of them. */
    void write(byte[] bytes, int from, int count) throws IOException;

    /**
     * Waits for bytes, without a deadline of its own.
     *
     * @param into room for at least one byte
     * @return how many bytes came, at least one; or -1 if the other end said that no more will
     */
    int read(byte[] into) throws IOException;

    /** Says that nothing more will be written, and stays to read. */
    void halfClose() throws IOException;

    /** Ends the connection as abruptly as the carrier allows; bytes that were not read are lost. */
    void reset() throws IOException;

    /** Ends the connection; does nothing if it has ended. */
    @Override
    void close() throws IOException;
}
