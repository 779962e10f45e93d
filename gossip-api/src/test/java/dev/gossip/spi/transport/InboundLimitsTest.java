package dev.gossip.spi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, 1, connectionsPerHost",
        "1, 0, 1, 1, 1, connectsPerSecond",
        "1, 1000001, 1, 1, 1, connectsPerSecond",
        "1, 1, -1, 1, 1, connectBurst",
        "1, 1, 1, 0, 1, handshakes",
        "1, 1, 1, 1, 0, handshakesPerHost"
    })
    void aLimitThatMakesNoSenseIsNamed(
            int connections, int rate, int burst, int handshakes, int perHost, String limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InboundLimits(connections, rate, burst, handshakes, perHost))
                .withMessageContaining("the limit " + limit + " must");
    }

    @Test
    void eachChangeLeavesTheOthers() {
        InboundLimits limits = new InboundLimits(1, 2, 3, 4, 5);
        assertThat(limits.withConnectionsPerHost(9)).isEqualTo(new InboundLimits(9, 2, 3, 4, 5));
        assertThat(limits.withConnectRate(8, 9)).isEqualTo(new InboundLimits(1, 8, 9, 4, 5));
        assertThat(limits.withHandshakes(8, 9)).isEqualTo(new InboundLimits(1, 2, 3, 8, 9));
    }
}
