package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.spi.crypto.Identity;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OrbsSettingsTest {

    private static OrbsConfig config(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("nodeId", "0a0b", "virtualChain", "42"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new OrbsSettings(settings).config(Optional.empty());
    }

    @Test
    void twoSettingsSuffice() {
        assertThat(config()).isEqualTo(OrbsConfig.of(NodeId.fromHex("0a0b"), 42));
    }

    @Test
    void anIdentityGivesTheIdThatIsNotSet() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        Identity identity = new Identity(
                "org", Bytes.empty(), generator.generateKeyPair().getPublic(), Optional.empty(), Instant.MAX);
        OrbsConfig config = new OrbsSettings(Map.of()).config(Optional.of(identity));
        assertThat(config)
                .isEqualTo(OrbsConfig.of(new NodeId(identity.fingerprint().slice(0, 20)), 0));
        assertThat(new OrbsSettings(Map.of("nodeId", "0a"))
                        .config(Optional.of(identity))
                        .node())
                .isEqualTo(NodeId.fromHex("0a"));
    }

    @Test
    void everySettingIsRead() {
        OrbsConfig config = config(
                "codec",
                "membuffers",
                "keepAliveInterval",
                "200ms",
                "networkTimeout",
                "2s",
                "forward",
                "true",
                "mutualTls",
                "true",
                "allowList",
                "true",
                "application",
                "true",
                "serviceId",
                "9");
        assertThat(config.headers()).isEqualTo(HeaderEncoding.MEMBUFFERS);
        assertThat(config.timing()).isEqualTo(new LinkTiming(Duration.ofMillis(200), Duration.ofSeconds(2)));
        assertThat(config.forwarding()).isEqualTo(Forwarding.ON);
        assertThat(config.mutualTls()).isTrue();
        assertThat(config.allowList()).isTrue();
        assertThat(config.applicationService()).isEqualTo(OptionalInt.of(9));
    }

    @Test
    void blocksThatNoMessageCarriesAreRefusedAtTheStart() {
        assertThat(config("maxBlockBytes", "20971520")).isEqualTo(config());
        assertThatThrownBy(() -> config("maxBlockBytes", "67108864"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("maxBlockBytes 67108864")
                .hasMessageContaining("20971520 (maxContentBytes)")
                .hasMessageContaining("make smaller blocks");
        assertThatThrownBy(() -> config().withQueues(QueueLimits.DEFAULT.withMaxContentBytes(1_000))
                        .carryingBlocksOf(1_001))
                .hasMessageContaining("raise maxContentBytes");
    }

    @Test
    void aTopologyIsAList() {
        Topology topology = new OrbsSettings(Map.of("topology", "0a=one:1, 0b=[::1]:2#ff00")).topology();
        assertThat(topology.at(PeerAddress.of("one", 1))).contains(NodeId.fromHex("0a"));
        assertThat(topology.holderOf(Bytes.fromHex("ff00"))).contains(NodeId.fromHex("0b"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> new OrbsSettings(Map.of()).config(Optional.empty()))
                .hasMessageContaining("nodeId")
                .hasMessageContaining("identity(...)");
        assertThatThrownBy(() -> config("codec", "json")).hasMessageContaining("protobuf or membuffers");
        assertThatThrownBy(() -> config("virtualChain", "-1")).hasMessageContaining("4294967295");
        assertThatThrownBy(() -> config("forward", "yes")).hasMessageContaining("true or false");
        assertThatThrownBy(() -> config("keepAliveInterval", "20s")).hasMessageContaining("a third of networkTimeout");
        assertThatThrownBy(() -> config("application", "true", "serviceId", "65536"))
                .hasMessageContaining("65535");
        assertThatThrownBy(() -> new OrbsSettings(Map.of("topology", "0a")).topology())
                .hasMessageContaining("id=host:port");
    }

    @Test
    void recordsRefuseWhatCannotWork() {
        NodeId id = NodeId.fromHex("01");
        OrbsNode node = OrbsNode.of(id, PeerAddress.of("a", 1));
        assertThatThrownBy(() -> new Topology(List.of(node, node))).hasMessageContaining("twice");
        assertThatThrownBy(() -> OrbsNode.of(new NodeId(Bytes.wrap(new byte[65])), PeerAddress.of("a", 1)))
                .hasMessageContaining("64");
        assertThatThrownBy(() -> new Reconnect(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO))
                .hasMessageContaining("first");
        assertThatThrownBy(() -> QueueLimits.DEFAULT.withSendQueue(0, 100)).hasMessageContaining("sendMessages");
    }
}
