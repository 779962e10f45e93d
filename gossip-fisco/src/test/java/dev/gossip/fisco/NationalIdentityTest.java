package dev.gossip.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.codec.identity.CertificateKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes whose identities are on SM2, which there is no TLS for. */
class NationalIdentityTest {

    @Test
    void f12_nodesOnSm2MeetWithoutTlsUnderTheirOwnIds() {
        try (TestNetwork network = new TestNetwork()) {
            DevelopmentCa ca = DevelopmentCa.create("chain", "gmca", Curve.SM2, Duration.ofDays(1), network.time);
            IssuedNode one = ca.issue(NodeSpec.peer("one").on(Curve.SM2));
            IssuedNode two = ca.issue(NodeSpec.peer("two").on(Curve.SM2));
            Member a = start(network, "a", one);
            Member b = start(network, "b", two, "a");
            b.subscribe("t", "here");
            network.time.advance(Duration.ofSeconds(10));
            assertThat(a.publish("t", "?")).isEqualTo("here");
            assertThat(a.peer.routes())
                    .containsOnlyKeys(CertificateKey.of(two.certificate()).generation3());
        }
    }

    private static Member start(TestNetwork network, String name, IssuedNode node, String... dials) {
        return network.start(
                name, Map.of(), (peer, endpoint) -> peer.p2p(endpoint.identity(node.localIdentity())), dials);
    }
}
