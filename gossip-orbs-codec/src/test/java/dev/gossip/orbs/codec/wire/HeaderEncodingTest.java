package dev.gossip.orbs.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeaderEncodingTest {

    private static final Bytes ADDRESS = Bytes.fromHex("2122232425262728292a2b2c2d2e2f3031323334");

    private static void sameBothWays(HeaderEncoding encoding, String hex, Header header) throws Exception {
        assertThat(encoding.encode(header).hex()).isEqualTo(hex.replace(" ", ""));
        assertThat(encoding.decode(Bytes.fromHex(hex.replace(" ", "")))).isEqualTo(header);
    }

    @Test
    void protobufBroadcast() throws Exception {
        Header header = new Header(1, 42, Header.BROADCAST, List.of(), 0, 1);
        sameBothWays(HeaderEncoding.PROTOBUF, "08 01 10 2a 28 01", header);
        assertThat(PayloadFrame.encode(List.of(HeaderEncoding.PROTOBUF.encode(header), Bytes.utf8("hello")))
                        .hex())
                .isEqualTo("02000000" + "06000000" + "0801102a28010000" + "05000000" + "68656c6c6f000000");
    }

    @Test
    void protobufListWithTypeZero() throws Exception {
        Header header = new Header(1, 42, Header.LIST, List.of(ADDRESS), 2, 0);
        sameBothWays(HeaderEncoding.PROTOBUF, "08 01 10 2a 1a 14 " + ADDRESS.hex() + " 20 01 38 00", header);
        assertThat(PayloadFrame.encode(List.of(HeaderEncoding.PROTOBUF.encode(header), Bytes.fromHex("cafeba")))
                        .hex())
                .isEqualTo("020000001e0000000801102a1a14" + ADDRESS.hex() + "200138000000" + "03000000" + "cafeba00");
    }

    @Test
    void protobufAllButList() throws Exception {
        sameBothWays(
                HeaderEncoding.PROTOBUF,
                "08 01 10 2a 1a 14 " + ADDRESS.hex() + " 20 02 30 01",
                new Header(1, 42, Header.ALL_BUT_LIST, List.of(ADDRESS), 1, 1));
    }

    @Test
    void membuffersBroadcast() throws Exception {
        sameBothWays(
                HeaderEncoding.MEMBUFFERS,
                "00000000 2a000000 00000000 0000 0300 0100",
                new Header(0, 42, Header.BROADCAST, List.of(), 3, 1));
    }

    @Test
    void membuffersList() throws Exception {
        sameBothWays(
                HeaderEncoding.MEMBUFFERS,
                "00000000 2a000000 18000000 14000000 " + ADDRESS.hex() + " 0100 0200 0000",
                new Header(0, 42, Header.LIST, List.of(ADDRESS), 2, 0));
    }

    @Test
    void membuffersMessageOfThreePayloads() throws Exception {
        String range = "01000000" + "e903000000000000" + "d107000000000000" + "e803000000000000" + "0100" + "0000";
        String sender = "14000000" + "0102030405060708090a0b0c0d0e0f1011121314" + "00000000";
        String message = "03000000" + "12000000" + "000000002a000000000000000000010001000000" + "1e000000" + range
                + "1c000000" + sender;
        List<Bytes> payloads = PayloadFrame.decode(Bytes.fromHex(message));
        assertThat(payloads).hasSize(3);
        assertThat(HeaderEncoding.MEMBUFFERS.decode(payloads.get(0)))
                .isEqualTo(new Header(0, 42, Header.BROADCAST, List.of(), 1, 1));
        assertThat(payloads.get(1).hex() + "0000").isEqualTo(range);
        assertThat(PayloadFrame.encode(payloads).hex()).isEqualTo(message).hasSize(2 * 96);
    }

    @Test
    void membuffersMayEndEarlyOrGoOn() throws Exception {
        Header early = HeaderEncoding.MEMBUFFERS.decode(Bytes.fromHex("000000002a000000"));
        assertThat(early).isEqualTo(new Header(0, 42, 0, List.of(), 0, 0));
        Bytes longer = Bytes.fromHex("000000002a00000000000000" + "0000" + "0300" + "0100" + "ffff");
        assertThat(HeaderEncoding.MEMBUFFERS.decode(longer).topic()).isEqualTo(3);
        assertThatThrownBy(() -> HeaderEncoding.MEMBUFFERS.decode(Bytes.empty()))
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> HeaderEncoding.MEMBUFFERS.decode(Bytes.fromHex("0000")))
                .hasMessageContaining("within a field");
    }

    @Test
    void protobufSkipsWhatItDoesNotKnow() throws Exception {
        Bytes unknown = Bytes.fromHex("0801102a2801" + "8a0201ff" + "c00c05");
        assertThat(HeaderEncoding.PROTOBUF.decode(unknown))
                .isEqualTo(new Header(1, 42, Header.BROADCAST, List.of(), 0, 1));
    }

    @ParameterizedTest
    @EnumSource
    void headersSurviveTheWire(HeaderEncoding encoding) throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Bytes> recipients = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                byte[] address = new byte[1 + random.nextInt(Header.MAX_ADDRESS_BYTES)];
                random.nextBytes(address);
                recipients.add(Bytes.wrap(address));
            }
            Header header = new Header(
                    random.nextInt(2),
                    random.nextLong(1L << 32),
                    random.nextInt(3),
                    recipients,
                    random.nextInt(6),
                    random.nextInt(1 << 15));
            assertThat(encoding.decode(encoding.encode(header)))
                    .as("seed %d", seed)
                    .isEqualTo(header);
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedHeadersAreRefusedOrReadAndNothingElse(HeaderEncoding encoding) {
        Bytes whole = encoding.encode(new Header(1, 42, Header.LIST, List.of(ADDRESS, ADDRESS), 2, 0));
        for (int length = 0; length <= whole.length(); length++) {
            decodeSafely(encoding, whole.slice(0, length));
        }
        for (int bit = 0; bit < whole.length() * 8; bit++) {
            byte[] flipped = whole.toByteArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            decodeSafely(encoding, Bytes.wrap(flipped));
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            decodeSafely(encoding, Bytes.wrap(noise));
        }
    }

    private static void decodeSafely(HeaderEncoding encoding, Bytes payload) {
        try {
            encoding.decode(payload);
        } catch (MalformedException e) {
            if (e.getMessage() == null) {
                throw new AssertionError("a refusal names its rule", e);
            }
        }
    }
}
