package dev.gossip.chronos.json.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.Framing.Cutter;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DebugFramingTest {

    private static final int LIMIT = 1_024;
    private final DebugFraming framing = new DebugFraming(new JsonFraming(LIMIT));

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    @Test
    void theFirstByteDecides() throws FramingException {
        Cutter lines = framing.newCutter();
        assertThat(lines.measure(text(""))).isEqualTo(Cutter.UNKNOWN);
        assertThat(lines.measure(text("{"))).isEqualTo(Cutter.UNKNOWN);
        assertThat(lines.measure(text("{}\n{}"))).isEqualTo(3);
        assertThat(lines.measure(text("nonsense\n"))).as("the next line").isEqualTo(9);
        Cutter lengths = framing.newCutter();
        assertThat(lengths.measure(text("\0\0\0\2{}"))).isEqualTo(6);
        assertThat(lengths.measure(text("\0\0\0\2"))).isEqualTo(6);
    }

    @Test
    void bothFormsAreBounded() throws FramingException {
        Cutter lines = framing.newCutter();
        String longest = "{" + "x".repeat(LIMIT - 1);
        assertThat(lines.measure(text(longest))).isEqualTo(Cutter.UNKNOWN);
        assertThat(lines.measure(text(longest + "\n"))).isEqualTo(LIMIT + 1);
        assertThatThrownBy(() -> lines.measure(text(longest + "x\n")))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("maxFrameBytes");
        assertThatThrownBy(() -> framing.newCutter().measure(text("\0\1\0\0")))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("maxFrameBytes");
    }

    @Test
    void whatIsPutOnIsTakenOff() {
        Bytes json = Bytes.utf8("{\n}");
        assertThat(framing.inside(framing.around(json, false), false)).isEqualTo(json);
        assertThat(framing.around(json, true)).isEqualTo(Bytes.utf8("{ }\n"));
        assertThat(framing.inside(framing.around(json, true), true)).isEqualTo(Bytes.utf8("{ }"));
    }
}
