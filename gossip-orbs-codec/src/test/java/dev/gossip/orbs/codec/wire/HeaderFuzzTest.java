package dev.gossip.orbs.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Headers as published, cut and changed in every way, read by the decoder of their encoding and by the other one: each is
 * refused with a rule or read, and what was read can be written and read again.
 */
class HeaderFuzzTest {

    private static final String ADDRESS = "2122232425262728292a2b2c2d2e2f3031323334";

    private static final List<Bytes> EXAMPLES = List.of(
            Bytes.fromHex("0801102a2801"),
            Bytes.fromHex("0801102a1a14" + ADDRESS + "20013800"),
            Bytes.fromHex("0801102a1a14" + ADDRESS + "20023001"),
            Bytes.fromHex("000000002a00000000000000000003000100"),
            Bytes.fromHex("000000002a0000001800000014000000" + ADDRESS + "010002000000"),
            Bytes.fromHex("000000002a000000000000000000010001000000"));

    @ParameterizedTest
    @EnumSource
    void o40_everyPrefixOfEveryExample(HeaderEncoding encoding) {
        for (Bytes example : EXAMPLES) {
            for (int length = 0; length < example.length(); length++) {
                read(encoding, example.slice(0, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void o40_everyFlippedPairOfBits(HeaderEncoding encoding) {
        for (Bytes example : EXAMPLES) {
            int bits = example.length() * 8;
            for (int one = 0; one < bits; one++) {
                for (int other = one; other < bits; other++) {
                    byte[] changed = example.toByteArray();
                    changed[one / 8] ^= (byte) (1 << one % 8);
                    changed[other / 8] ^= (byte) (one == other ? 0 : 1 << other % 8);
                    read(encoding, Bytes.wrap(changed));
                }
            }
        }
    }

    /** Every four bytes say each of these in turn, and every byte every value. */
    @ParameterizedTest
    @EnumSource
    void o40_lengthsThatLie(HeaderEncoding encoding) {
        int[] lies = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 3, 65, 20, 19, 1, 0, 1 << 20};
        for (Bytes example : EXAMPLES) {
            for (int at = 0; at < example.length(); at++) {
                for (int lie : lies) {
                    byte[] changed = example.toByteArray();
                    for (int i = at; i < Math.min(at + 4, changed.length); i++) {
                        changed[i] = (byte) (lie >> 8 * (i - at));
                    }
                    read(encoding, Bytes.wrap(changed));
                }
                for (int value = 0; value < 256; value++) {
                    byte[] changed = example.toByteArray();
                    changed[at] = (byte) value;
                    read(encoding, Bytes.wrap(changed));
                }
            }
        }
    }

    /** A million with {@code -Dorbs.fuzz.frames=1000000}. */
    @ParameterizedTest
    @EnumSource
    void o40_randomHeaders(HeaderEncoding encoding) {
        long seed = Long.getLong("orbs.fuzz.seed", 40);
        SplittableRandom random = new SplittableRandom(seed);
        int readable = 0;
        for (int round = 0; round < Integer.getInteger("orbs.fuzz.frames", 50_000); round++) {
            byte[] bytes = new byte[random.nextInt(round % 16 == 0 ? 4_097 : 96)];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                Bytes example = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
                int kept = Math.min(bytes.length, random.nextInt(example.length() + 1));
                System.arraycopy(example.toByteArray(), 0, bytes, 0, kept);
            }
            readable += read(encoding, Bytes.wrap(bytes)).isPresent() ? 1 : 0;
        }
        assertThat(readable).as("seed %d", seed).isPositive();
    }

    /** Plain checks, because there are hundreds of thousands. */
    private static Optional<Header> read(HeaderEncoding encoding, Bytes payload) {
        Header header;
        try {
            header = encoding.decode(payload);
        } catch (MalformedException e) {
            check(e.getMessage() != null, "a refusal names its rule", payload);
            return Optional.empty();
        }
        for (Bytes address : header.recipients()) {
            check(!address.isEmpty() && address.length() <= Header.MAX_ADDRESS_BYTES, "an address is legal", payload);
        }
        if (header.topic() != Header.NO_TOPIC) {
            try {
                Header again = encoding.decode(encoding.encode(header));
                check(again.equals(header), "what was read can be written", payload);
            } catch (MalformedException e) {
                throw new AssertionError("we wrote what we do not read: " + header, e);
            }
        }
        return Optional.of(header);
    }

    private static void check(boolean kept, String promise, Bytes payload) {
        if (!kept) {
            throw new AssertionError(promise + ", but not for " + payload.hex());
        }
    }
}
