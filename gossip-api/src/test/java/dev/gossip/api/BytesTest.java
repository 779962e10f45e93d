package dev.gossip.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static final Bytes SAMPLE = Bytes.fromHex("00017f80FF");

    @Test
    void copyOfDoesNotSeeLaterChanges() {
        byte[] source = {1, 2, 3};
        Bytes copy = Bytes.copyOf(source);
        source[0] = 9;
        assertThat(copy).isEqualTo(Bytes.fromHex("010203"));
    }

    @Test
    void copyOfABufferTakesWhatRemainsAndLeavesThePosition() {
        ByteBuffer source =
                ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}).position(1).limit(4);
        Bytes copy = Bytes.copyOf(source);
        source.put(1, (byte) 9);
        assertThat(copy.hex()).isEqualTo("020304");
        assertThat(source.position()).isEqualTo(1);
    }

    @Test
    void wrapSharesTheArray() {
        byte[] array = {1, 2, 3, 4};
        Bytes whole = Bytes.wrap(array);
        Bytes middle = Bytes.wrap(array, 1, 2);
        array[1] = 9;
        assertThat(whole.get(1)).isEqualTo((byte) 9);
        assertThat(middle.hex()).isEqualTo("0903");
    }

    @Test
    void arraysAndBuffersThatAreGivenOutCannotChangeIt() {
        SAMPLE.toByteArray()[0] = 9;
        assertThat(SAMPLE.get(0)).isZero();
        ByteBuffer view = SAMPLE.slice(1).asReadOnlyBuffer();
        assertThat(view.position()).isZero();
        assertThat(view.capacity()).isEqualTo(4);
        assertThat(view.isReadOnly()).isTrue();
        assertThatThrownBy(() -> view.put((byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void rangesAreChecked() {
        byte[] array = new byte[4];
        assertThatThrownBy(() -> Bytes.wrap(array, 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLE.slice(1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLE.slice(6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLE.slice(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLE.slice(1, 2).get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLE.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLE.copyTo(array, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void hexAcceptsBothCasesAndNothingElse() {
        assertThat(Bytes.fromHex("aBcD").hex()).isEqualTo("abcd");
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("abc"));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("zz"));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0x00"));
    }

    @Test
    void orderIsUnsignedAndLexicographic() {
        assertThat(List.of(
                        Bytes.empty(),
                        Bytes.fromHex("00"),
                        Bytes.fromHex("0000"),
                        Bytes.fromHex("7f"),
                        Bytes.fromHex("80")))
                .isSorted();
    }

    @Test
    void numbersAreBigEndian() {
        assertThat(Bytes.ofLong(1).hex()).isEqualTo("0000000000000001");
        assertThat(Bytes.ofLong(Long.MIN_VALUE).hex()).isEqualTo("8000000000000000");
    }

    @Test
    void textIsUtf8() {
        assertThat(Bytes.utf8("é€").hex()).isEqualTo("c3a9e282ac");
        assertThat(Bytes.utf8("é€").utf8()).isEqualTo("é€");
        assertThat(Bytes.fromHex("61ff").utf8()).isEqualTo("a\uFFFD");
    }

    @Test
    void toStringIsShort() {
        assertThat(SAMPLE).hasToString("Bytes[5: 00017f80ff]");
        assertThat(Bytes.wrap(new byte[17])).hasToString("Bytes[17: " + "00".repeat(16) + "...]");
        assertThat(Bytes.empty()).hasToString("Bytes[0: ]");
    }

    @Test
    void emptyRunsAreOne() {
        assertThat(Bytes.wrap(new byte[0])).isSameAs(Bytes.empty());
        assertThat(SAMPLE.slice(5)).isSameAs(Bytes.empty());
        assertThat(Bytes.concat()).isSameAs(Bytes.empty());
        assertThat(Bytes.empty().isEmpty()).isTrue();
    }

    @Test
    void propertiesOfSlices() {
        Seeds.forEach(random -> {
            byte[] content = Seeds.bytes(random, 64);
            Bytes whole = Bytes.copyOf(content);
            int from = random.nextInt(content.length + 1);
            int count = random.nextInt(content.length - from + 1);
            Bytes part = whole.slice(from, count);
            byte[] expected = java.util.Arrays.copyOfRange(content, from, from + count);
            assertThat(part.toByteArray()).isEqualTo(expected);
            assertThat(part).isEqualTo(Bytes.wrap(expected)).hasSameHashCodeAs(Bytes.wrap(expected));
            assertThat(Bytes.copyOf(part.asReadOnlyBuffer())).isEqualTo(part);
            assertThat(Bytes.fromHex(part.hex())).isEqualTo(part);
            assertThat(part.newInput()).hasBinaryContent(expected);
            assertThat(Bytes.concat(whole.slice(0, from), part, whole.slice(from + count)))
                    .isEqualTo(whole);
            ByteBuffer target = ByteBuffer.allocate(count + 1);
            part.copyTo(target);
            assertThat(target.position()).isEqualTo(count);
            byte[] shifted = new byte[count + 2];
            part.copyTo(shifted, 2);
            assertThat(Bytes.wrap(shifted, 2, count)).isEqualTo(part);
        });
    }

    @Test
    void propertiesOfOrderAndEquality() {
        Seeds.forEach(random -> {
            Bytes one = Bytes.wrap(Seeds.bytes(random, 4));
            Bytes other = Bytes.wrap(Seeds.bytes(random, 4));
            Bytes third = Bytes.wrap(Seeds.bytes(random, 4));
            assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
            assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
            assertThat(one.constantTimeEquals(other)).isEqualTo(one.equals(other));
            assertThat(one.constantTimeEquals(Bytes.copyOf(one.toByteArray()))).isTrue();
            if (one.compareTo(other) <= 0 && other.compareTo(third) <= 0) {
                assertThat(one).isLessThanOrEqualTo(third);
            }
            // Two hex digits per byte keep unsigned lexicographic order.
            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(Integer.signum(one.hex().compareTo(other.hex())));
        });
    }

    @Test
    void textSurvives() {
        Seeds.forEach(random -> {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 1, 0xD800).forEach(text::appendCodePoint);
            assertThat(Bytes.utf8(text.toString()).utf8()).isEqualTo(text.toString());
            assertThat(Bytes.utf8(text.toString()).toByteArray())
                    .isEqualTo(text.toString().getBytes(UTF_8));
        });
    }

    /** Numbers of requests and ids that differ in one place only are keys of many maps. */
    @Test
    void hashesOfNeighboursDiffer() {
        int count = 100_000;
        assertThat(IntStream.range(0, count)
                        .map(i -> Bytes.ofLong(i).hashCode())
                        .distinct()
                        .count())
                .isGreaterThan(count * 99L / 100);
        assertThat(IntStream.range(0, 64 * 256)
                        .mapToObj(i -> {
                            byte[] id = new byte[64];
                            id[i / 256] = (byte) (i % 256);
                            return Bytes.wrap(id);
                        })
                        .distinct()
                        .mapToInt(Bytes::hashCode)
                        .distinct()
                        .count())
                .isGreaterThan(64 * 255L * 99 / 100);
    }

    @Test
    void equalContentHashesAlikeWhereverItLies() {
        byte[] array = new byte[40];
        for (int i = 0; i < array.length; i++) {
            array[i] = (byte) (i % 20);
        }
        for (int length = 0; length <= 20; length++) {
            assertThat(Bytes.wrap(array, 0, length)).hasSameHashCodeAs(Bytes.wrap(array, 20, length));
        }
    }
}
