package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gossip.spi.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule that can be broken in memory notices, and no other rule complains. */
class TransportContractSelfTest {

    private static Flaw flaw = Flaw.NONE;

    @ParameterizedTest
    @EnumSource
    void exactlyTheRulesOfAFlawFail(Flaw broken) {
        flaw = broken;
        Verdicts verdicts = Verdicts.of(selectClass(Candidate.class));
        assertThat(verdicts.passed() + verdicts.failures().size()).as("rules").isEqualTo(35);
        assertThat(verdicts.failures().keySet()).as("%s", verdicts.failures()).isEqualTo(broken.rules());
        verdicts.failures().forEach((rule, message) -> assertThat(message).startsWith("rule " + rule + " "));
    }

    /** Judged by the test above only: its name matches no pattern for tests. */
    static final class Candidate extends TransportContract {

        @Override
        protected Transport transport() {
            return new ReferenceTransport(flaw);
        }

        @Override
        protected TransportTraits traits() {
            return TransportTraits.IN_PROCESS;
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(1_000);
        }
    }
}
