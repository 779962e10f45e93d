package dev.gossip.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Refused;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionCacheTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AdmissionCache cache = new AdmissionCache(3);
    private final Admission outcome = new Refused(DropReason.MALFORMED, "because");

    @Test
    void entriesHoldWithinTheirSpanOnly() {
        Bytes key = AdmissionCache.key("Org1MSP", Bytes.utf8("a"));
        cache.putAdmitted(key, outcome, START, START.plusSeconds(10));

        assertThat(cache.find(key, START)).isSameAs(outcome);
        assertThat(cache.find(key, START.plusSeconds(10))).isSameAs(outcome);
        assertThat(cache.find(key, START.plusSeconds(10).plusNanos(1))).isNull();
        assertThat(cache.find(key, START.minusNanos(1))).isNull();
    }

    @Test
    void aFloodOfRefusalsIsBoundedAndDisplacesNoAdmission() {
        Bytes key = AdmissionCache.key("Org1MSP", Bytes.utf8("good"));
        cache.putAdmitted(key, outcome, START, Instant.MAX);
        for (int i = 0; i < 100; i++) {
            cache.putRefused(AdmissionCache.key("Org1MSP", Bytes.ofLong(i)), outcome, START, Instant.MAX);
        }

        assertThat(cache.find(key, START)).isSameAs(outcome);
        assertThat(cache.refusals()).isEqualTo(3);
    }

    @Test
    void organisationAndBytesDoNotRunTogether() {
        assertThat(AdmissionCache.key("ab", Bytes.utf8("c"))).isNotEqualTo(AdmissionCache.key("a", Bytes.utf8("bc")));
    }
}
