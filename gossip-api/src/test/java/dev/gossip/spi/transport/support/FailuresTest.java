package dev.gossip.spi.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void everyCauseIsSaidOnce() {
        Throwable root = new IllegalStateException("expired on Friday");
        assertThat(Failures.describe(new IOException(new RuntimeException("bad chain", root))))
                .isEqualTo("java.lang.RuntimeException: bad chain, because: expired on Friday");
        assertThat(Failures.about("cannot connect", new IOException()))
                .hasMessage("cannot connect: IOException")
                .hasCauseInstanceOf(IOException.class);
    }
}
