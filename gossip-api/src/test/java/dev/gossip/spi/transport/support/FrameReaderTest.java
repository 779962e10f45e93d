package dev.gossip.spi.transport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int MAX = 20 << 20;

    private final List<Bytes> frames = new ArrayList<>();
    private final ByteBuffer loopBuffer = ByteBuffer.allocateDirect(1 << 20);
    private boolean wanted = true;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 1_000, 100_000})
    void boundariesSurviveEveryChunking(int chunk) throws FramingException {
        long seed = 5L;
        SplittableRandom random = new SplittableRandom(seed);
        List<Bytes> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            byte[] content = new byte[random.nextInt(i % 10 == 0 ? 20_000 : 20)];
            random.nextBytes(content);
            sent.add(Bytes.wrap(content));
        }
        FrameReader reader = reader(new TestFraming(MAX));
        feed(reader, TestFraming.stream(sent), chunk);
        assertThat(frames).as("seed %d", seed).isEqualTo(sent);
        assertThat(reader.buffered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 100})
    void selfDelimitingFramesKeepEveryByte(int chunk) throws FramingException {
        FrameReader reader = reader(new Lines(20));
        feed(reader, "one\n\nthree\n".getBytes(StandardCharsets.UTF_8), chunk);
        assertThat(frames).containsExactly(Bytes.utf8("one\n"), Bytes.utf8("\n"), Bytes.utf8("three\n"));
    }

    @Test
    void aFrameThatIsNeverMeasuredIsRefusedAtTheLimit() throws FramingException {
        FrameReader reader = reader(new Lines(20));
        feed(reader, new byte[19], 1);
        assertThat(reader.buffered()).isEqualTo(19);
        assertThatThrownBy(() -> feed(reader, new byte[1], 1))
                .isInstanceOfSatisfying(
                        FramingException.class, e -> assertThat(e.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE))
                .hasMessageContaining("20");
        reader.release();
    }

    @Test
    void anAnnouncementReservesNothing() throws FramingException {
        FrameReader reader = reader(new TestFraming(MAX));
        feed(reader, ByteBuffer.allocate(4).putInt(MAX).array(), 4);
        assertThat(reader.buffered()).isLessThanOrEqualTo(1_024);
        int sent = 0;
        for (int i = 0; i < 20; i++) {
            feed(reader, new byte[10_000], 10_000);
            sent += 10_000;
            assertThat(reader.buffered()).isLessThanOrEqualTo(PartialFrame.GROWTH * sent + 1_024);
        }
        feed(reader, new byte[MAX - sent], 1 << 20);
        assertThat(frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.length()).isEqualTo(MAX));
    }

    @Test
    void nothingIsCutWhileNothingIsWanted() throws FramingException {
        FrameReader reader = reader(new TestFraming(MAX));
        byte[] stream = TestFraming.stream(List.of(Bytes.utf8("a"), Bytes.utf8("b")));
        wanted = false;
        feed(reader, stream, 3);
        assertThat(frames).isEmpty();
        assertThat(reader.buffered()).isEqualTo(stream.length);
        wanted = true;
        reader.cut();
        assertThat(frames).containsExactly(Bytes.utf8("a"), Bytes.utf8("b"));
        reader.cut();
        assertThat(frames).hasSize(2);
    }

    @Test
    void aCutterIsNotAskedTwiceAboutTheSameBytes() throws FramingException {
        List<Integer> asked = new ArrayList<>();
        Lines lines = new Lines(20);
        FrameReader reader = reader(new Lines(20) {
            @Override
            public Cutter newCutter() {
                return readable -> {
                    asked.add(readable.remaining());
                    return lines.newCutter().measure(readable);
                };
            }
        });
        feed(reader, new byte[3], 3);
        reader.cut();
        reader.cut();
        feed(reader, new byte[] {'\n'}, 1);
        assertThat(asked).containsExactly(3, 4);
    }

    @Test
    void keptBytesGrowByDoublingOnly() throws FramingException {
        FrameReader reader = reader(new TestFraming(MAX));
        wanted = false;
        byte[] stream = TestFraming.stream(List.of(Bytes.wrap(new byte[5_000]), Bytes.utf8("end")));
        feed(reader, stream, 7);
        wanted = true;
        reader.cut();
        assertThat(frames).containsExactly(Bytes.wrap(new byte[5_000]), Bytes.utf8("end"));
        assertThat(reader.buffered()).isZero();
    }

    @Test
    void nothingIsKeptAfterRelease() throws FramingException {
        FrameReader reader = reader(new TestFraming(MAX));
        feed(reader, new byte[3], 3);
        reader.release();
        assertThat(reader.buffered()).isZero();
        feed(reader, new byte[3], 3);
        assertThat(reader.buffered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -2, 3, Integer.MIN_VALUE})
    void aCutterThatMakesNoSenseIsRefused(int measured) {
        expectMalformed(readable -> measured);
    }

    @Test
    void aCutterThatThrowsIsRefused() {
        expectMalformed(readable -> {
            throw new IllegalArgumentException("oops");
        });
    }

    @Test
    void aCutterThatForgetsTheLimitIsRefused() {
        FrameReader reader = reader(with(readable -> MAX + 5));
        assertThatThrownBy(() -> feed(reader, new byte[10], 10))
                .isInstanceOfSatisfying(
                        FramingException.class, e -> assertThat(e.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE));
        reader.release();
    }

    private void expectMalformed(Framing.Cutter cutter) {
        FrameReader reader = reader(with(cutter));
        assertThatThrownBy(() -> feed(reader, new byte[10], 10))
                .isInstanceOfSatisfying(
                        FramingException.class, e -> assertThat(e.reason()).isEqualTo(DropReason.MALFORMED));
        reader.release();
        assertThat(frames).isEmpty();
    }

    private static Framing with(Framing.Cutter cutter) {
        return new Lines(MAX) {
            @Override
            public int prefixLength() {
                return 4;
            }

            @Override
            public Cutter newCutter() {
                return cutter;
            }
        };
    }

    private FrameReader reader(Framing framing) {
        return new FrameReader(framing, new FrameReader.Sink() {
            @Override
            public boolean wantsFrames() {
                return wanted;
            }

            @Override
            public void frame(Bytes frame) {
                frames.add(frame);
            }
        });
    }

    private void feed(FrameReader reader, byte[] stream, int chunk) throws FramingException {
        for (int at = 0; at < stream.length; at += chunk) {
            int count = Math.min(chunk, stream.length - at);
            // As on a loop: the next bytes overwrite these.
            loopBuffer.clear().put(stream, at, count).flip();
            reader.read(loopBuffer);
        }
    }

    /** Frames that end with a line feed. */
    private static class Lines implements Framing {

        private final int max;

        Lines(int max) {
            this.max = max;
        }

        @Override
        public int maxFrameBytes() {
            return max;
        }

        @Override
        public int prefixLength() {
            return 0;
        }

        @Override
        public void writePrefix(int frameLength, ByteBuffer out) {}

        @Override
        public Cutter newCutter() {
            return readable -> {
                int start = readable.position();
                while (readable.hasRemaining()) {
                    if (readable.get() == '\n') {
                        return readable.position() - start;
                    }
                }
                return Cutter.UNKNOWN;
            };
        }
    }
}
