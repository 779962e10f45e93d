package dev.gossip.examples.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SdkOutputTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SdkOutput output = new SdkOutput();

    private static InputStream lines(String... lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesAreTakenOnceAndInAnyOrder() {
        output.read(lines("@READY", "chatter", "@ANSWER q1 0 -", "@ANSWER q2 100 -"));
        assertThat(output.take("ANSWER q2 ", LONG)).contains("ANSWER q2 100 -");
        assertThat(output.take("ANSWER ", LONG)).contains("ANSWER q1 0 -");
        assertThat(output.take("READY", LONG)).contains("READY");
    }

    /** Without waiting for what cannot come any more. */
    @Test
    void afterTheEndNothingIsAwaited() {
        output.read(lines("@READY"));
        assertThat(output.hasEnded()).isTrue();
        assertThat(output.take("LOADED", LONG)).isEmpty();
    }

    @Test
    void whatDoesNotComeInTimeIsAbsent() {
        assertThat(output.take("READY", Duration.ofMillis(10))).isEmpty();
        assertThat(output.hasEnded()).isFalse();
    }

    @Test
    void theLastErrorIsTheReason() {
        output.read(lines(
                "Exception in thread \"main\" java.lang.ExceptionInInitializerError",
                "\tat a.B.c(B.java:1)",
                "Caused by: java.lang.UnsatisfiedLinkError: no such library"));
        assertThat(output.error()).contains("Caused by: java.lang.UnsatisfiedLinkError: no such library");
    }

    @Test
    void whatLibrariesPrintIsKeptToItsEnd() {
        String[] many = new String[1_000];
        java.util.Arrays.setAll(many, i -> "line " + i);
        output.read(lines(many));
        assertThat(output.toString()).contains("line 999").doesNotContain("line 900\n");
    }
}
