package dev.gossip.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DropReasonTest {

    /** Codes are metric tags, so they are stable and differ. */
    @Test
    void everyConstantHasTheCodeOfItsName() {
        List<Field> constants = Stream.of(DropReason.class.getFields())
                .filter(field -> field.getType() == DropReason.class)
                .toList();
        assertThat(constants)
                .hasSizeGreaterThan(20)
                .allSatisfy(field -> assertThat(field.get(null))
                        .isEqualTo(new DropReason(
                                field.getName().toLowerCase(Locale.ROOT).replace('_', '-'))));
    }

    @Test
    void whatIsDiscardedHarmsNobody() {
        MetricsSink.NONE.counter("any", "tag", "value").increment();
        MetricsSink.NONE.timer("any").record(-1);
        MetricsSink.NONE.gauge("any", () -> {
            throw new AssertionError("nobody reads it");
        });
    }
}
