package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.crypto.ExpiryWarning.Role;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryWatchTest {

    private final VirtualTime time = new VirtualTime();
    private final Instant start = time.now();
    private final DevelopmentCa ca =
            DevelopmentCa.create("Org1MSP", "tlsca.org1", Curve.P_256, Duration.ofDays(400), time);
    private final ExpiryWatch watch = new ExpiryWatch(time);

    @Test
    void tellsEachStageOnceHoweverOftenItIsAsked() {
        JdkTlsContext tls = context(issue("bob", 60));
        StringBuilder log = new StringBuilder();
        for (int hour = 0; hour < 24 * 100; hour++) {
            for (ExpiryWarning warning : watch.check(tls)) {
                log.append(Duration.between(start, time.now()).toDays()).append(warning.isExpired() ? " over;" : ";");
                assertThat(warning.role()).isEqualTo(Role.OWN);
                assertThat(warning.certificate()).isEqualTo(tls.ownChain().get(0));
            }
            time.advance(Duration.ofHours(1));
        }
        assertThat(log).hasToString("30;53;59;60 over;");
    }

    @Test
    void onlyTheLatestOfSeveralIsTold() {
        JdkTlsContext tls = context(issue("bob", 5));

        assertThat(watch.check(tls))
                .singleElement()
                .satisfies(warning -> assertThat(warning.text())
                        .contains("the node's own certificate of CN=bob")
                        .contains("expires on " + start.plus(Duration.ofDays(5)))
                        .endsWith("in 5 days"));
        time.advance(Duration.ofDays(4).plusHours(1));
        assertThat(watch.check(tls))
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).endsWith("in 23 hours"));
        time.advance(Duration.ofDays(4));
        assertThat(watch.check(tls))
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning.text()).endsWith("expired on " + start.plus(Duration.ofDays(5))));
    }

    @Test
    void rootsAndIntermediatesAreWatchedAndNamed() {
        IssuedNode node = ca.intermediate("ica").issue(NodeSpec.peer("bob").validFor(Duration.ofDays(1000)));
        JdkTlsContext tls = context(node);
        assertThat(watch.check(tls)).isEmpty();

        time.advance(Duration.ofDays(371));
        assertThat(watch.check(tls))
                .extracting(ExpiryWarning::role)
                .containsExactly(Role.INTERMEDIATE, Role.TRUSTED_ROOT);
        assertThat(watch.check(tls)).isEmpty();
    }

    @Test
    void aRenewedCertificateStartsAnew() {
        JdkTlsContext tls = context(issue("bob", 20));
        assertThat(watch.check(tls)).hasSize(1);

        IssuedNode renewed = issue("bob", 90);
        tls.reload(renewed.tls(ca.certificate()));
        assertThat(watch.check(tls)).isEmpty();
        time.advance(Duration.ofDays(61));
        assertThat(watch.check(tls)).extracting(ExpiryWarning::certificate).isEqualTo(List.of(renewed.certificate()));
    }

    private IssuedNode issue(String name, int days) {
        return ca.issue(NodeSpec.peer(name).validFrom(start).validFor(Duration.ofDays(days)));
    }

    private JdkTlsContext context(IssuedNode node) {
        return JdkTlsContext.builder(node.tls(ca.certificate()), time).build();
    }
}
