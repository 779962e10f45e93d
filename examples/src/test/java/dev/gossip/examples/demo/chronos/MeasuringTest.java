package dev.gossip.examples.demo.chronos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.block.BlockDraft;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the demonstration's figures rest on. */
class MeasuringTest {

    private final ChronosBlock block =
            BlockDraft.first(Instant.EPOCH, List.of(Bytes.utf8("{}"))).sealed(BlockHasher.CANONICAL);

    @Test
    void aHopIsHalfOfWhatNinetyNineOfAHundredAnswersTook() {
        HopMeter meter = new HopMeter();
        assertThat(meter.hop()).isEqualTo(HopMeter.LEAST);
        for (int i = 0; i < 99; i++) {
            meter.answered(Duration.ofMillis(99));
        }
        meter.answered(Duration.ofHours(1));
        assertThat(meter.hop()).isEqualTo(Duration.ofMillis(50));
        meter.answered(Duration.ofHours(1));
        meter.answered(Duration.ofHours(1));
        assertThat(meter.hop()).isEqualTo(Duration.ofMillis(5_000).plusNanos(500_000));
        meter.restart();
        assertThat(meter.hop()).isEqualTo(HopMeter.LEAST);
    }

    @Test
    void framesAreCountedByWhatTheyCarry() {
        Traffic traffic = new Traffic(new SplittableRandom(1));
        assertThat(traffic.leaves(
                        Bytes.utf8("{\"code\":4,\"data\":" + block.json().utf8() + "}")))
                .isTrue();
        traffic.leaves(Bytes.utf8("{\"code\":5,\"data\":\"" + block.hash() + "\"}"));
        traffic.leaves(Bytes.utf8("{\"code\":5,\"data\":\"" + block.hash() + "\"}"));
        traffic.leaves(Bytes.utf8("{\"code\":2,\"data\":1}"));
        assertThat(traffic.blocks(block)).isEqualTo(1);
        assertThat(traffic.announcements(block)).isEqualTo(2);
        assertThat(traffic.news()).isEqualTo(3);
        assertThat(traffic.frames()).isEqualTo(4);
        assertThat(traffic.lost()).isZero();
    }

    @Test
    void theShareThatIsToBeLostIsLost() {
        Traffic traffic = new Traffic(new SplittableRandom(2));
        traffic.lose(DemoSettings.LOSS);
        int left = 0;
        for (int i = 0; i < 10_000; i++) {
            left += traffic.leaves(Bytes.utf8("{\"code\":2,\"data\":1}")) ? 1 : 0;
        }
        assertThat(left).isBetween(8_900, 9_100);
        assertThat(traffic.lost()).isEqualTo(10_000 - left);
    }
}
