package dev.gossip.examples.bridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void anUnknownOptionIsToldAndNothingStarts() {
        StringWriter out = new StringWriter();
        assertThat(Main.run(List.of("--jsn"), new PrintWriter(out))).isEqualTo(2);
        assertThat(out.toString()).contains("--json", "--sdk", "--jsn");
    }
}
