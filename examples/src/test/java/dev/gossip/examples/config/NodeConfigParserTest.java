package dev.gossip.examples.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigParserTest {

    private static final Path FILE = Path.of("conf", "node.yaml").toAbsolutePath();
    private static final String GOOD = """
            protocol: fabric
            identity: {mspId: Org1MSP, cert: cert.pem, key: secrets/key.pem}
            organisations:
              - {mspId: Org1MSP, ca: [ca.pem]}
              - {mspId: Org2MSP, ca: [/etc/org2.pem]}
            tls: {cert: tls.pem, key: tls-key.pem, ca: [tlsca.pem]}
            listen: 0.0.0.0:7051
            endpoint: peer0.org1:7051
            bootstrap: [peer1.org1:7051]
            channels:
              - {name: ch1, organisations: [Org1MSP, Org2MSP], ordererCa: [orderer.pem]}
            gossip: {aliveTimeInterval: 1s, pullPeerNum: 2, state.checkInterval: 500ms}
            """;

    @Test
    void aCompleteFileIsReadWithPathsFromItsOwnFolder() {
        NodeConfig config = parse(GOOD);
        assertThat(config.identity().key()).isEqualTo(FILE.resolveSibling("secrets/key.pem"));
        assertThat(config.organisations().get(1).ca()).containsExactly(Path.of("/etc/org2.pem"));
        assertThat(config.externalEndpoint()).isEmpty();
        assertThat(config.channels().get(0).anchors()).isEmpty();
        assertThat(config.bootstrap()).containsExactly("peer1.org1:7051");
        var fabric = GossipSettings.toFabricConfig(config.gossip());
        assertThat(fabric.aliveTimeInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(fabric.pullPeerNum()).isEqualTo(2);
        assertThat(fabric.stateCheckInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(fabric.aliveExpirationTimeout()).isEqualTo(Duration.ofSeconds(25));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrap: [ | bootstrp: [ | bootstrp | bootstrap",
                "{mspId: Org1MSP, cert | {mspld: Org1MSP, cert | identity.mspld | mspId",
                "ordererCa | ordererCA | channels[0].ordererCA | ordererCa",
                "endpoint: peer0 | endpiont: peer0 | endpiont | endpoint",
                "pullPeerNum | pullPeernumber | gossip.pullPeernumber | pullPeerNum",
            })
    void anUnknownKeyNamesTheNearestOne(String before, String after, String named, String nearest) {
        String yaml = GOOD.replace(before, after);
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(GossipException.class)
                .hasMessageContainingAll(FILE.toString(), "'" + named + "'", "did you mean '" + nearest + "'?");
    }

    @Test
    void plannedKeysSayWhatToDoUntilThen() {
        for (String planned : new String[] {"msp: {id: a, dir: b}", "store: {type: mv}", "status: 1"}) {
            assertThatThrownBy(() -> parse(GOOD + planned)).hasMessageContaining("later version");
        }
        assertThatThrownBy(() -> parse(GOOD.replace("name: ch1", "name: ch1, block: b.pb")))
                .hasMessageContainingAll("channels[0].block", "later version");
    }

    @Test
    void everyOtherMistakeNamesTheKeyAndThePlace() {
        refused(GOOD.replace("listen: 0.0.0.0:7051\n", ""), "'listen' is missing");
        refused(GOOD.replace("0.0.0.0:7051", "7051"), "'listen'", "host:port");
        refused(GOOD.replace("[peer1.org1:7051]", "peer1.org1:7051"), "node.yaml:9", "'bootstrap' must be a list");
        refused(GOOD.replace("protocol: fabric", "protocol: corda"), "'protocol'", "[fabric]");
        refused(GOOD.replace("{mspId: Org1MSP, cert", "{mspId: Org9MSP, cert"), "identity.mspId", "Org9MSP");
        refused(GOOD.replace("[Org1MSP, Org2MSP]", "[Org1MSP, Org3MSP]"), "channels.ch1", "Org3MSP");
        refused(GOOD + "listen: 0.0.0.0:1\n", "node.yaml:13", "Duplicate field 'listen'");
        refused(GOOD.replace("500ms", "5 parsecs"), "gossip.state.checkInterval", "1m30s");
        refused("- just\n- a list\n", "must be a section");
        refused("protocol: [", "no valid YAML");
        refused("", "node.yaml");
    }

    @Test
    void aMissingFileSaysWhereItWasLookedFor() {
        Path missing = Path.of("does-not-exist.yaml");
        assertThatThrownBy(() -> NodeConfigParser.read(missing))
                .hasMessageContainingAll(
                        "no such file", missing.toAbsolutePath().getParent().toString());
    }

    @Test
    void settingsThatDoNotFitEachOtherAreRefused() {
        assertThatThrownBy(() -> GossipSettings.toFabricConfig(Map.of("state.batchSize", "50")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("stateBatchSize");
    }

    @Test
    void nearnessCountsTypingErrors() {
        assertThat(NearestName.distance("listen", "listne")).isEqualTo(1);
        assertThat(NearestName.distance("LISTEN", "listen")).isZero();
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    }

    private static void refused(String yaml, String... parts) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(GossipException.class)
                .hasMessageContainingAll(parts);
    }

    private static NodeConfig parse(String yaml) {
        return NodeConfigParser.parse(yaml, FILE);
    }
}
