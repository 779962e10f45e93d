package dev.gossip.fisco.codec.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * How payloads of one generation are compressed. The size that compressed bytes announce is checked before memory is taken
 * for it, because the original sets no bound and a few bytes can announce gigabytes.
 */
public enum Compression {
    /** FISCO BCOS 3.x: one zstd frame of level 1 that carries its content size. */
    ZSTD {
        @Override
        byte[] shrink(byte[] plain) {
            return Zstd.compress(plain, LEVEL);
        }

        @Override
        long announced(byte[] compressed) {
            return compressed.length == 0 ? 0 : Zstd.getFrameContentSize(compressed);
        }

        @Override
        byte[] grow(byte[] compressed, int size) throws IOException {
            try {
                return Zstd.decompress(compressed, size);
            } catch (ZstdException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    },
    /** FISCO BCOS 2.x: one snappy block without framing. */
    SNAPPY {
        @Override
        byte[] shrink(byte[] plain) throws IOException {
            return Snappy.compress(plain);
        }

        @Override
        long announced(byte[] compressed) throws IOException {
            return Snappy.uncompressedLength(compressed);
        }

        @Override
        byte[] grow(byte[] compressed, int size) throws IOException {
            return Snappy.uncompress(compressed);
        }
    };

    /** Payloads of up to this many bytes are never compressed. */
    public static final int THRESHOLD = 1024;

    private static final int LEVEL = 1;

    abstract byte[] shrink(byte[] plain) throws IOException;

    abstract long announced(byte[] compressed) throws IOException;

    abstract byte[] grow(byte[] compressed, int size) throws IOException;

    /** The compressed form. */
    public Bytes compress(Bytes plain) {
        try {
            return Bytes.wrap(shrink(plain.toByteArray()));
        } catch (IOException e) {
            throw new GossipException(this + " failed to compress " + plain.length() + " bytes: " + e.getMessage(), e);
        }
    }

    /**
     * The plain form.
     *
     * @param limit the largest plain size to accept, in bytes
     * @throws MalformedException fatal, if the bytes are damaged, announce no size or one above the limit
     */
    public Bytes decompress(Bytes compressed, int limit) throws MalformedException {
        byte[] input = compressed.toByteArray();
        try {
            long size = announced(input);
            if (size <= 0) {
                throw problem("a compressed payload that announces no size");
            }
            if (size > limit) {
                throw MalformedException.fatal(
                        DropReason.FRAME_TOO_LARGE,
                        "a compressed payload announces " + size + " bytes, the limit is " + limit
                                + " (maxFrameBytes)");
            }
            byte[] plain = grow(input, (int) size);
            if (plain.length != size) {
                throw problem("a compressed payload announces " + size + " bytes and holds " + plain.length);
            }
            return Bytes.wrap(plain);
        } catch (IOException e) {
            throw problem("a damaged compressed payload: " + e.getMessage());
        }
    }

    private MalformedException problem(String detail) {
        return MalformedException.fatal(DropReason.MALFORMED, this + ": " + detail);
    }
}
