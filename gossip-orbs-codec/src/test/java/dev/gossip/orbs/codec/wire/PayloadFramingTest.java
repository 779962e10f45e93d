package dev.gossip.orbs.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.Framing.Cutter;
import dev.gossip.spi.transport.FramingException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PayloadFramingTest {

    /** The two payloads that the original's own tests use. */
    private static final Bytes EXAMPLE = Bytes.fromHex("02000000" + "01000000" + "11000000" + "02000000" + "22330000");

    private final PayloadFraming framing = new PayloadFraming(PayloadFraming.MAX_MESSAGE_BYTES);

    private int measure(String hex) throws FramingException {
        return framing.newCutter().measure(Bytes.fromHex(hex).asReadOnlyBuffer());
    }

    @Test
    void o01_theExampleIsTwoPayloads() throws Exception {
        assertThat(measure(EXAMPLE.hex())).isEqualTo(20);
        assertThat(PayloadFrame.decode(EXAMPLE)).containsExactly(Bytes.fromHex("11"), Bytes.fromHex("2233"));
        assertThat(PayloadFrame.encode(List.of(Bytes.fromHex("11"), Bytes.fromHex("2233"))))
                .isEqualTo(EXAMPLE);
    }

    @Test
    void o02_keepalivesAreMessagesOfFourBytes() throws Exception {
        Cutter cutter = framing.newCutter();
        Bytes stream = Bytes.concat(PayloadFrame.KEEPALIVE, PayloadFrame.KEEPALIVE, EXAMPLE);
        assertThat(cutter.measure(stream.asReadOnlyBuffer())).isEqualTo(4);
        assertThat(cutter.measure(stream.slice(4).asReadOnlyBuffer())).isEqualTo(4);
        assertThat(cutter.measure(stream.slice(8).asReadOnlyBuffer())).isEqualTo(20);
        assertThat(PayloadFrame.KEEPALIVE.hex()).isEqualTo("00000000");
    }

    @Test
    void o03_oneByteAtATimeGivesTheSame() throws Exception {
        Cutter cutter = framing.newCutter();
        for (int length = 0; length < 16; length++) {
            assertThat(cutter.measure(EXAMPLE.slice(0, length).asReadOnlyBuffer()))
                    .as("after %d bytes", length)
                    .isEqualTo(Cutter.UNKNOWN);
        }
        assertThat(cutter.measure(EXAMPLE.slice(0, 16).asReadOnlyBuffer())).isEqualTo(20);
    }

    @Test
    void o05_tooManyPayloadsAreRefusedByTheCount() {
        assertThatThrownBy(() -> measure("99999999"))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("100000");
        assertThatThrownBy(() -> measure("a1860100")).hasMessageContaining("100001");
    }

    @Test
    void o06_aPayloadTooLargeIsRefusedByItsSize() {
        assertThatThrownBy(() -> measure("01000000" + "99999999"))
                .hasMessageContaining("20971520")
                .extracting(thrown -> ((FramingException) thrown).reason())
                .isEqualTo(DropReason.FRAME_TOO_LARGE);
    }

    @Test
    void o07_paddingMayHoldAnything() throws Exception {
        Bytes dirty = Bytes.fromHex("02000000" + "01000000" + "11abcdef" + "02000000" + "2233ffff");
        assertThat(PayloadFrame.decode(dirty)).isEqualTo(PayloadFrame.decode(EXAMPLE));
    }

    @Test
    void o09_theSumIsRefusedAtTheSizeThatExceeds() throws Exception {
        PayloadFraming small = new PayloadFraming(10);
        Cutter cutter = small.newCutter();
        Bytes head = Bytes.fromHex("03000000" + "04000000" + "11111111");
        assertThat(cutter.measure(head.asReadOnlyBuffer())).isEqualTo(Cutter.UNKNOWN);
        Bytes within = Bytes.concat(head, Bytes.fromHex("06000000" + "2222222222220000"));
        assertThat(cutter.measure(within.asReadOnlyBuffer())).isEqualTo(Cutter.UNKNOWN);
        Bytes beyond = Bytes.concat(within, Bytes.fromHex("01000000"));
        assertThatThrownBy(() -> cutter.measure(beyond.asReadOnlyBuffer())).hasMessageContaining("limit of 10");
    }

    @Test
    void o13_anEmptyPayloadStaysOne() throws Exception {
        Bytes message = PayloadFrame.encode(List.of(Bytes.empty(), Bytes.utf8("x")));
        assertThat(message.hex()).isEqualTo("02000000" + "00000000" + "01000000" + "78000000");
        assertThat(PayloadFrame.decode(message)).containsExactly(Bytes.empty(), Bytes.utf8("x"));
    }

    @Test
    void messagesSurviveAnyChopping() throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Bytes> payloads = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                byte[] payload = new byte[random.nextInt(300)];
                random.nextBytes(payload);
                payloads.add(Bytes.wrap(payload));
            }
            Bytes message = PayloadFrame.encode(payloads);
            Cutter cutter = framing.newCutter();
            int found = Cutter.UNKNOWN;
            for (int arrived = 0; found == Cutter.UNKNOWN; arrived += 1 + random.nextInt(50)) {
                found = cutter.measure(
                        message.slice(0, Math.min(arrived, message.length())).asReadOnlyBuffer());
            }
            assertThat(found).as("seed %d", seed).isEqualTo(message.length());
            assertThat(PayloadFrame.decode(message)).as("seed %d", seed).isEqualTo(payloads);
        }
    }

    @Test
    void o40_randomBytesAreRefusedOrDecodedAndNothingElse() {
        long seed = Long.getLong("orbs.fuzz.seed", 40);
        SplittableRandom random = new SplittableRandom(seed);
        int decoded = 0;
        for (int round = 0; round < Integer.getInteger("orbs.fuzz.frames", 100_000); round++) {
            byte[] bytes = new byte[random.nextInt(round % 8 == 0 ? 4_097 : 64)];
            random.nextBytes(bytes);
            if (round % 2 == 0 && bytes.length >= 8) {
                bytes[0] = (byte) (random.nextInt(4));
                bytes[1] = bytes[2] = bytes[3] = 0;
                bytes[4] = (byte) random.nextInt(48);
                bytes[5] = bytes[6] = bytes[7] = 0;
            }
            Bytes message = Bytes.wrap(bytes);
            try {
                framing.newCutter().measure(message.asReadOnlyBuffer());
                PayloadFrame.decode(message);
                decoded++;
            } catch (FramingException | MalformedException e) {
                if (e.getMessage() == null) {
                    throw new AssertionError("a refusal names its rule", e);
                }
            }
        }
        assertThat(decoded).as("seed %d", seed).isPositive();
    }
}
