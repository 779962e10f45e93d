package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;
import java.util.SplittableRandom;

/** Damages bytes in every way and demands that decoders refuse or read them, and throw nothing else. */
public final class Fuzz {

    private static final int FLIPS = 800;

    private Fuzz() {}

    /** Something that decodes. */
    @FunctionalInterface
    public interface Decoder {
        Object decode(Bytes bytes) throws MalformedException;
    }

    /** Every prefix, every bit (or a sample of them) and some random bytes in the place of the tail. */
    public static void damage(String what, Bytes whole, Decoder decoder) {
        for (int length = 0; length < whole.length(); length++) {
            tryDecode(what + " cut to " + length, whole.slice(0, length), decoder);
        }
        int bits = whole.length() * 8;
        long seed = 20_261_121L + whole.hashCode();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < Math.min(bits, FLIPS); i++) {
            int bit = bits <= FLIPS ? i : random.nextInt(bits);
            byte[] flipped = whole.toByteArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            tryDecode(what + " with bit " + bit + " flipped", Bytes.wrap(flipped), decoder);
        }
        for (int i = 0; i < 60 && whole.length() > 1; i++) {
            byte[] spoilt = whole.toByteArray();
            for (int at = random.nextInt(spoilt.length); at < spoilt.length; at++) {
                spoilt[at] = (byte) random.nextInt(256);
            }
            tryDecode(what + " with a random tail, seed " + seed + " round " + i, Bytes.wrap(spoilt), decoder);
        }
    }

    private static void tryDecode(String what, Bytes bytes, Decoder decoder) {
        try {
            decoder.decode(bytes);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(what + " threw " + e, e);
        }
    }
}
