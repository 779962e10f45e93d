package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes described by settings, which learn of each other by seeds or by a topology. */
class IntroductionsTest {

    private static final Topic NEWS = Topic.named("news");
    private static final PeerAddress LISTENING = PeerAddress.of("::1", 4_400);

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 3);
    private final List<GossipNode> nodes = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(GossipNode::close);
        runtime.close();
    }

    private static EndpointConfig.Builder endpoint(int number) {
        return EndpointConfig.named("orbs")
                .protocol("orbs")
                .transport("memory")
                .listen("host:" + number)
                .setting("nodeId", "0" + number)
                .setting("application", "true");
    }

    private GossipNode start(EndpointConfig.Builder endpoint) {
        GossipNode node =
                GossipNode.builder().runtime(runtime).endpoint(endpoint.build()).start();
        nodes.add(node);
        node.subscribe(
                NEWS,
                MessageHandler.accepting(delivery -> heard.add(node.id("orbs").hex() + " heard "
                        + ((Opaque) delivery.message().body()).joined().utf8())));
        return node;
    }

    private static int alive(GossipNode node) {
        return node.peers().alive().size();
    }

    @ParameterizedTest
    @EnumSource(HeaderEncoding.class)
    void whoDialsASeedIsDialledBack(HeaderEncoding headers) {
        String codec = headers.name().toLowerCase(java.util.Locale.ROOT);
        GossipNode seed = start(endpoint(1).setting("codec", codec));
        GossipNode node = start(endpoint(2).setting("codec", codec).seed(PeerAddress.of("host", 1)));
        time.advance(Duration.ofSeconds(1));
        seed.publish(NEWS, Bytes.utf8("a"));
        time.advance(Duration.ofSeconds(1));
        node.publish(NEWS, Bytes.utf8("b"));
        time.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("02 heard a", "01 heard b");
        assertThat(seed.describe().drops()).isEmpty();
        assertThat(node.describe().drops()).isEmpty();
    }

    @Test
    void withoutApplicationMessagesNothingOfOursIsSaid() {
        GossipNode seed = start(endpoint(1));
        start(endpoint(2).seed(PeerAddress.of("host", 1)).setting("application", "false"));
        time.advance(Duration.ofMinutes(1));
        assertThat(alive(seed)).isZero();
        assertThat(seed.describe().drops()).isEmpty();
    }

    @Test
    void whoDoesNotTakeThemCountsAnUnknownTopic() {
        GossipNode seed = start(endpoint(1).setting("application", "false"));
        start(endpoint(2).seed(PeerAddress.of("host", 1)));
        time.advance(Duration.ofSeconds(10));
        assertThat(seed.describe().drops()).isEqualTo(Map.of("unknown-topic", 1L));
    }

    @Test
    void aTopologyInTheSettingsIsJoinedAndNeedsNoIntroduction() {
        String topology = "01=host:1,02=host:2,03=host:3";
        GossipNode one = start(endpoint(1).setting("topology", topology));
        GossipNode two = start(endpoint(2).setting("topology", topology));
        GossipNode three = start(endpoint(3).setting("topology", topology));
        time.advance(Duration.ofSeconds(10));
        for (GossipNode node : List.of(one, two, three)) {
            assertThat(node.peers().alive())
                    .hasSize(2)
                    .allSatisfy(peer -> assertThat(peer.id().value().length()).isEqualTo(1));
            assertThat(node.describe().drops()).isEmpty();
        }
        one.publish(NEWS, Bytes.utf8("a"));
        time.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactlyInAnyOrder("02 heard a", "03 heard a");
    }

    private static Introductions introductions(int service, boolean wanted) {
        OrbsConfig config = OrbsConfig.of(NodeId.fromHex("01"), 42).withApplicationService(service);
        return new Introductions(new TestContext(Map.of(), List.of(LISTENING)), config, wanted);
    }

    @Test
    void anIntroductionIsTheAddressUnderATopicOfItsOwn() {
        Bytes frame = introductions(7, true).ours().orElseThrow();
        assertThat(frame.hex())
                .isEqualTo("02000000" + "06000000" + "0801102a5807" + "0000" + "0a000000" + "5b3a3a315d3a34343030"
                        + "0000");
        assertThat(introductions(7, true).read(frame)).contains(LISTENING);
        assertThat(introductions(8, true).read(frame)).as("another service").isEmpty();
        assertThat(introductions(7, false).read(frame)).as("a topology tells").isEmpty();
        assertThat(introductions(7, false).ours()).isEmpty();
    }

    @Test
    void whatIsNoIntroductionIsLeftToTheCodec() {
        Introductions introductions = introductions(7, true);
        byte[] frame = introductions.ours().orElseThrow().toByteArray();
        for (int length = 0; length < frame.length; length++) {
            assertThat(introductions.read(Bytes.wrap(frame, 0, length))).isEmpty();
        }
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = frame.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            introductions
                    .read(Bytes.wrap(damaged))
                    .ifPresent(address ->
                            assertThat(address.port()).as("seed %d", seed).isBetween(0, 65_535));
        }
    }
}
