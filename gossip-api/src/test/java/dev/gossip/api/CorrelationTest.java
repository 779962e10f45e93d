package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class CorrelationTest {

    @Test
    void zeroIsNone() {
        assertThat(Correlation.of(0)).isSameAs(Correlation.NONE);
        assertThat(Correlation.NONE.isNone()).isTrue();
        assertThat(Correlation.NONE.asLong()).isZero();
    }

    @Test
    void numbersSurvive() {
        Seeds.forEach(random -> {
            long number = random.nextLong() | 1;
            assertThat(Correlation.of(number).asLong()).isEqualTo(number);
            assertThat(Correlation.of(number)).isEqualTo(new Correlation(Bytes.ofLong(number)));
        });
    }

    @Test
    void aNumberMayStandInsideALargerRun() {
        Bytes run = Bytes.concat(Bytes.fromHex("ff"), Bytes.ofLong(7), Bytes.fromHex("ff"));
        assertThat(new Correlation(run.slice(1, 8)).asLong()).isEqualTo(7);
    }

    @Test
    void textIsNoNumber() {
        Correlation text = new Correlation(Bytes.utf8("a1b2"));
        assertThat(text.isNone()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(text::asLong)
                .withMessage("correlation of 4 bytes is not a number");
    }
}
