package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.gossip.spi.transport.Transport;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;

/** On real sockets: every rule that needs sockets or TLS notices its flaws, and the others of them do not complain. */
class SocketContractIT {

    private static final Set<String> TCP = Set.of("T07", "T12", "T27", "T28", "T31");
    private static final Set<String> TLS = Set.of("T22", "T23", "T24", "T25", "T26");

    private static final Set<String> LIMITS = Set.of("T32", "T33", "T34");
    private static final Set<String> FLOOD = Set.of("T35");

    private static SocketFlaw flaw = SocketFlaw.NONE;

    @ParameterizedTest
    @EnumSource
    void exactlyTheRulesOfAFlawFail(SocketFlaw broken) {
        flaw = broken;
        Set<String> judging = new HashSet<>();
        if (broken == SocketFlaw.NONE || TCP.containsAll(broken.rules())) {
            judging.addAll(TCP);
        }
        if (TLS.containsAll(broken.rules())) {
            judging.addAll(TLS);
        }
        if (broken == SocketFlaw.NONE || LIMITS.containsAll(broken.rules())) {
            judging.addAll(LIMITS);
        }
        if (broken == SocketFlaw.NONE || FLOOD.containsAll(broken.rules())) {
            judging.addAll(FLOOD);
        }
        Verdicts verdicts = judge(judging);
        assertThat(verdicts.passed() + verdicts.failures().size()).as("rules").isEqualTo(judging.size());
        assertThat(verdicts.failures().keySet()).as("%s", verdicts.failures()).isEqualTo(broken.rules());
    }

    private static Verdicts judge(Set<String> rules) {
        return Verdicts.of(Arrays.stream(Candidate.class.getMethods())
                .filter(method -> rules.contains(rule(method)))
                .map(method -> selectMethod(Candidate.class, method))
                .toArray(DiscoverySelector[]::new));
    }

    private static String rule(Method method) {
        DisplayName title = method.getAnnotation(DisplayName.class);
        return title == null ? "" : title.value().substring(0, 3);
    }

    static final class Candidate extends TransportContract {

        @Override
        protected Transport transport() {
            return new SocketTransport(flaw);
        }

        @Override
        protected Duration patience() {
            // Only a flaw is waited for in vain; the flawless transport comes first, when nothing is warm yet.
            return flaw == SocketFlaw.NONE ? super.patience() : Duration.ofSeconds(2);
        }
    }
}
