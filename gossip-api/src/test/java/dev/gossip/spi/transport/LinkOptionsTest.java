package dev.gossip.spi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkOptionsTest {

    private static final Carriage CARRIAGE = new Carriage.MessageStream("/p2p", 1_024);

    private static LinkOptions marks(int low, int high, int reserve) {
        return new LinkOptions(CARRIAGE, Optional.empty(), Duration.ofSeconds(1), low, high, reserve);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, 2, 3", "0, 2147483647, 2147483647"})
    void marksInOrderAreTaken(int low, int high, int reserve) {
        assertThat(marks(low, high, reserve).highWaterMark()).isEqualTo(high);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 0", "0, 0, 0", "2, 1, 0", "0, 1, -1"})
    void otherMarksAreRefusedWithTheRule(int low, int high, int reserve) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> marks(low, high, reserve))
                .withMessage("water marks must satisfy 0 <= low < high and reserve >= 0, got low=" + low + " high="
                        + high + " reserve=" + reserve);
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        LinkOptions options = LinkOptions.of(CARRIAGE, Optional.empty());
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.lowWaterMark()).isEqualTo(1_048_576);
        assertThat(options.highWaterMark()).isEqualTo(4_194_304);
        assertThat(options.controlReserve()).isEqualTo(262_144);
    }

    @Test
    void eachCarriageKnowsItsKind() {
        assertThat(CARRIAGE.kind()).isEqualTo(CarrierKind.MESSAGE_STREAM);
        assertThat(new Carriage.Calls("a.B/C", Optional.empty(), 5).kind()).isEqualTo(CarrierKind.CALLS);
        assertThat(new Carriage.Calls("a.B/C", Optional.empty(), 5).maxFrameBytes())
                .isEqualTo(5);
    }
}
