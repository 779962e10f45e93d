package dev.gossip.examples.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
        assertThat(config.mspId()).isEqualTo("Org1MSP");
        assertThat(config.identity())
                .extracting(NodeConfig.IdentityFiles::key)
                .isEqualTo(FILE.resolveSibling("secrets/key.pem"));
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

    private static final String MSP = """
            protocol: fabric
            msp: {id: Org1MSP, dir: msp}
            tls: {cert: tls.pem, key: tls-key.pem, ca: [tlsca.pem], clientCert: c.pem, clientKey: c-key.pem}
            listen: 0.0.0.0:7051
            channels: [{name: ch1, block: genesis.block}]
            """;

    @Test
    void anMspDirectoryAndABlockSayEverything() {
        NodeConfig config = parse(MSP);
        assertThat(config.mspId()).isEqualTo("Org1MSP");
        assertThat(config.msp()).isEqualTo(new NodeConfig.Msp("Org1MSP", FILE.resolveSibling("msp")));
        assertThat(config.channels().get(0).hasBlock()).isTrue();
        assertThat(config.channels().get(0).block()).isEqualTo(FILE.resolveSibling("genesis.block"));
        assertThat(config.tls().clientKey()).isEqualTo(FILE.resolveSibling("c-key.pem"));
        refused(MSP.replace("msp: {id: Org1MSP, dir: msp}\n", ""), "'msp' is missing", "'identity'");
        refused(MSP + "organisations: [{mspId: Org1MSP, ca: [ca.pem]}]", "'msp' already says", "'organisations'");
        refused(MSP.replace(", clientKey: c-key.pem", ""), "'tls.clientKey'", "belong together");
        refused(MSP.replace(", block: genesis.block", ""), "'channels.ch1.block' is missing", "'ordererCa'");
        refused(MSP.replace("block: g", "organisations: [Org1MSP], block: g"), "channels.ch1.block", "leave out");
        refused(GOOD.replace("name: ch1", "name: ch1, block: b.pb"), "'channels.ch1.block' needs key 'msp'");
    }

    @Test
    void electionPrivateDataAndDialSettingsAreUsed() {
        Map<String, String> settings = Map.of(
                "useLeaderElection", "true",
                "election.leaderAliveThreshold", "8s",
                "pvtData.pushAckTimeout", "2s",
                "pvtData.implicitCollectionDisseminationPolicy.maxPeerCount", "2",
                "dialTimeout", "1s");
        var fabric = GossipSettings.toFabricConfig(settings);
        assertThat(fabric.election().useLeaderElection()).isTrue();
        assertThat(fabric.election().leaderAliveThreshold()).isEqualTo(Duration.ofSeconds(8));
        assertThat(fabric.pvtData().pushAckTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(fabric.pvtData().implicitMaxPeerCount()).isEqualTo(2);
        assertThat(GossipSettings.toLimits(settings).connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(GossipSettings.warnings(settings))
                .singleElement()
                .asString()
                .contains("useLeaderElection", "steps down");
        // Fabric ships orgLeader as true, for peers that fetch blocks from orderers.
        assertThat(GossipSettings.toFabricConfig(Map.of()).election().orgLeader())
                .isFalse();
        assertThat(GossipSettings.warnings(Map.of("orgLeader", "true"))).hasSize(1);
        assertThat(GossipSettings.warnings(Map.of())).isEmpty();
        refused(GOOD.replace("pullPeerNum: 2", "orgLeader: maybe"), "gossip.orgLeader", "true or false");
        refused(GOOD.replace("pullPeerNum: 2", "dialTimeout: 0s"), "gossip.dialTimeout", "positive");
    }

    @Test
    void storeStatusAndTransportAreRead() {
        NodeConfig plain = parse(GOOD);
        assertThat(plain.store().type()).isEqualTo("memory");
        assertThat(plain.status()).isEmpty();
        assertThat(plain.transport()).isEqualTo("grpc");
        NodeConfig full = parse(GOOD + """
                store: {type: mvstore, dir: data, durability: process, check: all}
                status: 127.0.0.1:9443
                transport: netty
                """);
        assertThat(full.store().dir()).isEqualTo(FILE.resolveSibling("data"));
        assertThat(full.store().durability()).isEqualTo("process");
        assertThat(full.status()).isEqualTo("127.0.0.1:9443");
        assertThat(full.transport()).isEqualTo("netty");
        refused(GOOD + "store: {type: mv}", "'store.type' is 'mv'", "[memory, mvstore]");
        refused(GOOD + "store: {type: mvstore}", "'store.dir' is missing");
        refused(GOOD + "store: {dir: data}", "'store.type' is missing");
        refused(GOOD + "store: {type: memory, dir: data}", "'store.dir'", "mvstore");
        refused(GOOD + "store: {type: memory, check: all}", "'store.check'", "mvstore");
        refused(GOOD + "store: {type: mvstore, dir: d, durability: some}", "'store.durability'", "[disk, process]");
        refused(GOOD + "store: {type: mvstore, dri: d}", "unknown key 'store.dri'", "did you mean 'dir'?");
        refused(GOOD + "status: 9443", "'status'", "host:port");
    }

    @Test
    void aSectionOfFabricsOwnFileCanBeUsed() {
        NodeConfig config = parse(GOOD.replaceAll("(?m)^gossip: .*$", """
                gossip:
                  useLeaderElection: false
                  recvBuffSize: 20
                  pullInterval: 2s
                  state:
                    enabled: true
                    maxRetries: 5
                  pvtData:
                    implicitCollectionDisseminationPolicy: {requiredPeerCount: 0}"""));
        assertThat(GossipSettings.toFabricConfig(config.gossip()).stateMaxRetries())
                .isEqualTo(5);
        assertThat(GossipSettings.isTransferEnabled(config.gossip())).isTrue();
        assertThat(GossipSettings.isTransferEnabled(Map.of())).isFalse();
        assertThat(GossipSettings.warnings(config.gossip()))
                .singleElement()
                .asString()
                .contains("gossip.recvBuffSize' has no effect");
        refused(GOOD.replace("pullPeerNum: 2", "state.enabled: maybe"), "gossip.state.enabled", "true or false");
        refused(GOOD.replace("pullPeerNum: 2", "pullPeerNum: [2]"), "gossip.pullPeerNum", "one value");
        refused(
                GOOD.replace("pullPeerNum: 2", "state: {checkInterval: 1s}"),
                "gossip.state.checkInterval",
                "is set twice");
        refused(GOOD.replace("pullPeerNum: 2", "orgLeadr: true"), "'gossip.orgLeadr'", "mean 'orgLeader'?");
    }

    /** Every key that Fabric's own file has below peer.gossip, but for the three that are keys of the node here. */
    @Test
    void everyKeyOfFabricIsKnown() {
        String keys = "useLeaderElection orgLeader membershipTrackerInterval maxBlockCountToStore"
                + " maxPropagationBurstLatency maxPropagationBurstSize propagateIterations propagatePeerNum pullInterval"
                + " pullPeerNum requestStateInfoInterval publishStateInfoInterval stateInfoRetentionInterval"
                + " publishCertPeriod skipBlockVerification dialTimeout connTimeout recvBuffSize sendBuffSize"
                + " digestWaitTime requestWaitTime responseWaitTime aliveTimeInterval aliveExpirationTimeout"
                + " reconnectInterval maxConnectionAttempts msgExpirationFactor nonBlockingCommitMode"
                + " election.startupGracePeriod election.membershipSampleInterval election.leaderAliveThreshold"
                + " election.leaderElectionDuration state.enabled state.checkInterval state.responseTimeout"
                + " state.batchSize state.blockBufferSize state.maxRetries state.channelSize"
                + " pvtData.pullRetryThreshold pvtData.transientstoreMaxBlockRetention pvtData.pushAckTimeout"
                + " pvtData.btlPullMargin pvtData.reconcileBatchSize pvtData.reconcileSleepInterval"
                + " pvtData.reconciliationEnabled pvtData.skipPullingInvalidTransactionsDuringCommit"
                + " pvtData.implicitCollectionDisseminationPolicy.requiredPeerCount"
                + " pvtData.implicitCollectionDisseminationPolicy.maxPeerCount";
        for (String key : keys.split(" ")) {
            String value = valueFor(key);
            assertThatCode(() -> GossipSettings.toFabricConfig(Map.of(key, value)))
                    .as(key)
                    .doesNotThrowAnyException();
        }
    }

    private static String valueFor(String key) {
        if (key.endsWith("requiredPeerCount")) {
            return "1";
        }
        if (key.matches(".*(Enabled|enabled|Election|Leader|skipPulling[A-Za-z]*)")) {
            return "true";
        }
        return key.matches(".*(Num|Factor|ToStore|Size|Retries|Retention|Margin|maxPeerCount)") ? "10" : "10s";
    }

    @Test
    void everyOtherMistakeNamesTheKeyAndThePlace() {
        refused(GOOD.replace("listen: 0.0.0.0:7051\n", ""), "'listen' is missing");
        refused(GOOD.replace("0.0.0.0:7051", "7051"), "'listen'", "host:port");
        refused(GOOD.replace("[peer1.org1:7051]", "peer1.org1:7051"), "node.yaml:9", "'bootstrap' must be a list");
        refused(GOOD.replace("protocol: fabric", "protocol: corda"), "'protocol'", "[fabric, fisco, orbs, chronos]");
        refused(GOOD.replace("{mspId: Org1MSP, cert", "{mspId: Org9MSP, cert"), "identity.mspId", "Org9MSP");
        refused(GOOD.replace("[Org1MSP, Org2MSP]", "[Org1MSP, Org3MSP]"), "channels.ch1", "Org3MSP");
        refused(GOOD + "listen: 0.0.0.0:1\n", "node.yaml:13", "Duplicate field 'listen'");
        refused(GOOD.replace("500ms", "5 parsecs"), "gossip.state.checkInterval", "1m30s");
        refused(GOOD.replace("name: ch1", "name: ../ch1"), "'../ch1' is no name for a channel");
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
