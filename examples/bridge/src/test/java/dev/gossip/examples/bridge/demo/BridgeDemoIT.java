package dev.gossip.examples.bridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The three networks on loopback sockets: with applications of ours, and with the real SDK of FISCO BCOS. */
class BridgeDemoIT {

    @Test
    void amongApplicationsOfOurs() {
        judge(Optional.empty(), false);
    }

    @Test
    void withTheRealSdkAtANodeThatIsNoBridge() throws SdkUnavailableException {
        ObjectNode findings = judge(Optional.of(sdk()), false);

        assertThat(findings.at("/cycle/b/orbs/suppressed/brought-by-bridge").asInt())
                .isEqualTo(4);
        assertThat(findings.at("/cycle/b/orbs/relayed").asInt()).isZero();
    }

    @Test
    void withTheRealSdkAtTheSecondBridge() throws SdkUnavailableException {
        ObjectNode findings = judge(Optional.of(sdk()), true);

        // To the first bridge the SDK is the second one, which relays its messages at once.
        assertThat(findings.at("/cycle/a/fisco/suppressed/said-by-bridge").asInt())
                .isEqualTo(3);
        assertThat(findings.at("/cycle/b/orbs/relayed").asInt()).isEqualTo(3);
    }

    private static SdkProgram sdk() throws SdkUnavailableException {
        return FiscoSdk.V3.prepare(System.out::println);
    }

    private static ObjectNode judge(Optional<SdkProgram> sdk, boolean atBridge) {
        StringWriter report = new StringWriter();
        ObjectNode findings = new BridgeDemo(new PrintWriter(report), sdk, atBridge).run();
        System.out.println(report);

        assertThat(findings.get("verdict").asText()).as(report.toString()).isEqualTo("PASS");
        for (String network : new String[] {"fisco", "orbs", "fabric"}) {
            String counts = "/single/a/" + network;
            // FISCO BCOS publishes three of the five messages, the others one each.
            assertThat(findings.at(counts + "/relayed").asInt()).as(counts).isEqualTo(network.equals("fisco") ? 2 : 4);
            assertThat(findings.at(counts + "/dropped")).as(counts).isEmpty();
        }
        return findings;
    }
}
