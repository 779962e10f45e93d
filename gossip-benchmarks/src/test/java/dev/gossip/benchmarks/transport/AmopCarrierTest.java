package dev.gossip.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmopCarrierTest {

    private static final long LEAD = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MEASURED = TimeUnit.MILLISECONDS.toNanos(40);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRequestOfAPublisherIsAnsweredByTheSubscriber(boolean encrypted) throws Exception {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            DevelopmentCa ca = DevelopmentCa.create("bench", runtime.time());
            try (Carrier subscriber = open(runtime, ca);
                    Carrier publisher = open(runtime, ca)) {
                int port = subscriber.listen(encrypted, Receiver::new);
                RequestRun run = new RequestRun(128, 16, LEAD, MEASURED);
                Carrier.Line line = publisher.connect(port, encrypted, 128, run);
                Sample sample = run.run(line);
                line.close();
                assertThat(sample.perSecond()).isPositive();
                assertThat(sample.p50()).isLessThanOrEqualTo(sample.p99());
            }
        }
    }

    private static Carrier open(StandardRuntime runtime, DevelopmentCa ca) {
        TlsMaterial material = ca.issue(NodeSpec.peer("localhost")).tls(ca.certificate());
        return Contender.open(
                Contender.AMOP,
                JdkTlsContext.builder(material, runtime.time())
                        .verifyPeerName(false)
                        .build(),
                LocalIdentities.presented(material));
    }
}
