package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Topic;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.wire.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only diallers ask, so a node that wants application messages says where it can be dialled. */
class DialledBackTest {

    private static final Topic NEWS = Topic.named("news");
    private static final Duration SECONDS = Duration.ofSeconds(3);

    private final ChronosNetwork network = new ChronosNetwork(5);

    @AfterEach
    void close() {
        network.close();
    }

    private static int alive(ChronosNetwork.Node node) {
        return node.gossip.peers().alive().size();
    }

    @Test
    void whoDialsASeedIsDialledBackAndHears() {
        var seed = network.start(0, ChronosConfig::withApplication, List.of());
        var one = network.start(1, ChronosConfig::withApplication, List.of(), 0);
        var two = network.start(2, ChronosConfig::withApplication, List.of(), 0);
        List<String> heard = new ArrayList<>();
        for (var node : network.all()) {
            node.gossip.subscribe(NEWS, MessageHandler.accepting(delivery -> heard.add("" + node.number)));
        }
        network.advance(SECONDS);
        assertThat(alive(seed)).isEqualTo(2);
        assertThat(alive(one)).isEqualTo(1);
        seed.gossip.publish(NEWS, Bytes.utf8("a"));
        network.advance(SECONDS);
        assertThat(heard).containsExactlyInAnyOrder("1", "2");
        heard.clear();
        two.gossip.publish(NEWS, Bytes.utf8("b"));
        network.advance(SECONDS);
        assertThat(heard).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void bothSidesMustWantThem() {
        var wanting = network.start(0, ChronosConfig::withApplication, List.of());
        var quiet = network.start(1, ChronosNetwork.standard(), List.of(), 0);
        network.start(2, ChronosConfig::withApplication, List.of(), 1);
        network.advance(SECONDS);
        assertThat(alive(wanting)).isZero();
        assertThat(alive(quiet)).as("the one that it dialled itself").isEqualTo(1);
    }

    @Test
    void aForeignPeerIsToldNothingThatItWouldNotIgnore() {
        RawEnd foreign = RawEnd.listening(network, 9, 2);
        network.start(0, ChronosNetwork.standard(), List.of(), 9);
        network.advance(SECONDS);
        assertThat(foreign.frames).isNotEmpty().noneMatch(frame -> frame.contains("listening"));
    }

    @Test
    void anAddressThatIsNoneCostsNothingButItself() {
        var node = network.start(0, ChronosConfig::withApplication, List.of());
        RawEnd end = RawEnd.dialling(network, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(end.ask("{\"code\":1,\"data\":{\"timestamp\":1672374597123,\"height\":1,\"address\":\"a\","
                            + "\"application\":true,\"listening\":\"nowhere\"}}"))
                    .contains("\"code\":" + Code.HANDSHAKE.number());
        }
        assertThat(node.drops(DropReason.MALFORMED)).isEqualTo(1);
        network.advance(SECONDS);
        assertThat(alive(node)).isZero();
    }

    @Test
    void withoutAnAddressAndWithoutAnIdentityTheNodeIsNotBuilt() {
        assertThatThrownBy(() -> new ChronosProtocol().open(new TestContext(Map.of())))
                .hasMessageContaining("setting address")
                .hasMessageContaining("identity(...)");
    }

    @Test
    void settingsAndASeedMakeANodeToo() {
        List<String> heard = new ArrayList<>();
        try (GossipNode one = plain(1).start();
                GossipNode two = plain(2, 1).start()) {
            two.subscribe(NEWS, MessageHandler.accepting(delivery -> heard.add("two")));
            network.advance(SECONDS);
            one.publish(NEWS, Bytes.utf8("a"));
            network.advance(SECONDS);
            assertThat(heard).containsExactly("two");
        }
    }

    private dev.gossip.api.GossipNodeBuilder plain(int number, int... seeds) {
        EndpointConfig.Builder endpoint = EndpointConfig.named("chronos")
                .protocol("chronos")
                .transport("memory")
                .listen("plain:" + number)
                .setting("address", "wallet" + number)
                .setting("application", "true");
        for (int seed : seeds) {
            endpoint.seed(PeerAddress.of("plain", seed));
        }
        return GossipNode.builder().runtime(network.runtime).endpoint(endpoint.build());
    }
}
