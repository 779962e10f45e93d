package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.chronos.json.ChronosNetwork.Node;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node asks those whom it dials. */
class AskingTest {

    private final ChronosNetwork network = new ChronosNetwork(2);
    private final List<ChronosBlock> chain = Blocks.chain(3);

    @AfterEach
    void close() {
        network.close();
    }

    /** A peer that holds {@code held} and gives what it is asked for. */
    private RawEnd server(int number, List<ChronosBlock> held) {
        RawEnd end = RawEnd.listening(network, number, held.size() - 1);
        String greeting = RawEnd.greeting("raw-" + number, held.size() - 1);
        end.script = ask -> {
            if (ask.code() == Code.HANDSHAKE) {
                return greeting;
            }
            if (ask.data() instanceof WireMessage.Height height && height.value() < held.size()) {
                return RawEnd.block(Code.PUSH_BLOCK, held.get((int) height.value()));
            }
            return RawEnd.nothing();
        };
        return end;
    }

    private Node node(List<ChronosBlock> held, int... peers) {
        return network.start(0, ChronosNetwork.standard(), held, peers);
    }

    @Test
    void c09_theFirstFrameIsAHandshake() {
        RawEnd end = RawEnd.listening(network, 1, -1);
        node(chain, 1);
        network.advance(Duration.ofMillis(100));
        assertThat(end.frames)
                .containsExactly("{\"code\":1,\"data\":{\"timestamp\":"
                        + network.time.now().minusMillis(99).toEpochMilli() / 1_000 * 1_000
                        + ",\"height\":2,\"address\":\"wallet-0\"}}");
    }

    @Test
    void c14_anIdleLinkCarriesOneHandshakePerInterval() {
        RawEnd end = RawEnd.listening(network, 1, 2);
        node(chain, 1);
        network.advance(Duration.ofSeconds(60));
        assertThat(end.frames).hasSizeBetween(55, 62).allMatch(frame -> frame.startsWith("{\"code\":1,"));
        for (int i = 1; i < end.times.size(); i++) {
            assertThat(end.times.get(i) - end.times.get(i - 1)).isBetween(500_000_000L, 1_500_000_000L);
        }
    }

    @Test
    void c15_catchingUpLeavesRoomForNews() {
        List<ChronosBlock> held = Blocks.chain(300);
        RawEnd end = server(1, held);
        Node node = node(List.of(), 1);
        network.until(() -> node.peer.height() >= 30);
        ChronosBlock news = Blocks.block("", 31 + node.peer.height(), 1, 5);
        node.peer.submit(news);
        assertThat(network.until(() -> node.peer.height() == 299)).isTrue();
        List<String> codes =
                end.frames.stream().map(frame -> frame.substring(8, 9)).toList();
        int sent = codes.indexOf("4");
        assertThat(sent).isPositive().isLessThan(codes.lastIndexOf("2"));
        network.time.settle();
        assertThat(node.committed).isEqualTo(held);
        assertThat(node.receivedAt).as("pulled blocks are no news").containsOnlyKeys(news.hash());
    }

    @Test
    void c16_aPushedBlockOfAnotherHeightIsNotTaken() {
        List<ChronosBlock> held = Blocks.chain(10);
        RawEnd end = RawEnd.listening(network, 1, 9);
        end.script = ask ->
                ask.code() == Code.HANDSHAKE ? RawEnd.greeting("raw", 9) : RawEnd.block(Code.PUSH_BLOCK, held.get(5));
        Node node = node(chain, 1);
        network.advance(Duration.ofSeconds(5));
        assertThat(node.peer.height()).isEqualTo(2);
        assertThat(node.drops(ChronosDropReasons.WRONG_HEIGHT)).isBetween(4L, 6L);
        assertThat(end.received(Code.PULL_BLOCK)).as("one pull per handshake").hasSizeBetween(4, 6);
    }

    @Test
    void aPushedBlockOfAnotherChainIsNotTaken() {
        ChronosBlock stranger = Blocks.block("cd".repeat(32), 3, 1, 5);
        List<ChronosBlock> held = new ArrayList<>(chain);
        held.add(stranger);
        server(1, held);
        Node node = node(chain, 1);
        network.advance(Duration.ofSeconds(3));
        assertThat(node.peer.height()).isEqualTo(2);
        assertThat(node.drops(ChronosDropReasons.WRONG_PARENT)).isPositive();
    }

    @Test
    void c19_anotherAnnouncerIsAskedIfTheFirstDoesNotDeliver() {
        ChronosBlock fresh = Blocks.after(chain.get(2));
        RawEnd holder = RawEnd.listening(network, 1, 2);
        holder.script = ask -> switch (ask.code()) {
            case HANDSHAKE -> RawEnd.greeting("holder", 2);
            case GET_BLOCK -> RawEnd.block(Code.NEW_BLOCK, fresh);
            default -> RawEnd.nothing();
        };
        Node node = node(chain, 1);
        network.untilLinked(1);
        RawEnd silent = RawEnd.dialling(network, 0);
        RawEnd announcer = RawEnd.dialling(network, 0);
        announcer.ask(RawEnd.greeting("holder", 2));
        String announcement = RawEnd.hash(Code.NEW_BLOCK_HASH, fresh.hash());
        assertThat(silent.ask(announcement)).isEqualTo(RawEnd.hash(Code.GET_BLOCK, fresh.hash()));
        assertThat(announcer.ask(announcement)).isEqualTo("{\"code\":0,\"data\":\"0\"}");
        network.advance(Duration.ofMillis(5_100));
        assertThat(node.has(fresh)).isTrue();
        assertThat(holder.received(Code.GET_BLOCK)).hasSize(1);
    }

    /** A peer that asks for announced blocks; nothing is sent directly. */
    private RawEnd demanding(String answer) {
        RawEnd end = RawEnd.listening(network, 1, 2);
        end.script = ask -> switch (ask.code()) {
            case HANDSHAKE -> RawEnd.greeting("raw", 2);
            case NEW_BLOCK_HASH ->
                answer.isEmpty() ? RawEnd.hash(Code.GET_BLOCK, ((WireMessage.Text) ask.data()).value()) : answer;
            default -> RawEnd.nothing();
        };
        network.start(0, config -> config.withRouter(new AnnouncingRouter(), 0), chain, 1);
        network.untilLinked(1);
        return end;
    }

    @Test
    void c20_aBlockAskedForIsSentNext() {
        RawEnd end = demanding("");
        ChronosBlock fresh = Blocks.after(chain.get(2));
        ChronosBlock rival = Blocks.after(chain.get(2), 2, 9);
        network.node(0).peer.submit(fresh);
        network.node(0).peer.submit(rival);
        network.advance(Duration.ofMillis(900));
        List<String> codes = end.frames.stream()
                .map(frame -> frame.substring(8, 9))
                .filter(code -> !code.equals("1"))
                .toList();
        assertThat(codes).containsExactly("5", "4", "5", "4");
        assertThat(end.received(Code.NEW_BLOCK).get(0)).isEqualTo(RawEnd.block(Code.NEW_BLOCK, fresh));
    }

    @Test
    void c20_aBlockThatIsGoneIsNoError() {
        RawEnd end = RawEnd.listening(network, 1, 2);
        end.script = ask -> switch (ask.code()) {
            case HANDSHAKE -> RawEnd.greeting("raw", 2);
            case NEW_BLOCK_HASH -> RawEnd.hash(Code.GET_BLOCK, ((WireMessage.Text) ask.data()).value());
            default -> RawEnd.nothing();
        };
        ChronosLimits small = new ChronosLimits(10 << 20, 1, 64 << 20, 4, 64, 600, 100);
        network.start(0, config -> config.withRouter(new AnnouncingRouter(), 0).withLimits(small), chain, 1);
        network.untilLinked(1);
        network.node(0).peer.submit(Blocks.after(chain.get(2), 1, 1));
        network.node(0).peer.submit(Blocks.after(chain.get(2), 2, 2));
        network.advance(Duration.ofSeconds(3));
        assertThat(end.received(Code.NEW_BLOCK_HASH)).hasSize(2);
        assertThat(end.received(Code.NEW_BLOCK)).hasSize(1);
        assertThat(end.accepted).isEqualTo(1);
        assertThat(end.received(Code.HANDSHAKE)).hasSizeGreaterThan(2);
    }

    @Test
    void c22_aLegacyPeerThatKnowsABlockIsNotToldAgain() {
        RawEnd end = demanding("{\"code\": 7, \"data\": {}}");
        network.node(0).peer.submit(Blocks.after(chain.get(2)));
        network.advance(Duration.ofSeconds(20));
        assertThat(end.received(Code.NEW_BLOCK_HASH)).hasSize(1);
        assertThat(known()).isEqualTo(1);
    }

    /** Blocks that our node knows its one peer to have. */
    private int known() {
        return network.node(0).peer.status().peers().get(0).knownBlocks();
    }

    @Test
    void aPeerThatIsBusyIsToldOnceMore() {
        RawEnd end = demanding(RawEnd.nothing());
        network.node(0).peer.submit(Blocks.after(chain.get(2)));
        network.advance(Duration.ofMillis(4_500));
        assertThat(end.received(Code.NEW_BLOCK_HASH)).hasSize(1);
        network.advance(Duration.ofSeconds(30));
        assertThat(end.received(Code.NEW_BLOCK_HASH)).hasSize(2);
        assertThat(known()).as("told is not known").isZero();
    }

    @Test
    void c30_c31_aPeerThatStallsHoldsFourBlocksAndHearsOfTheRest() {
        RawEnd stalled = RawEnd.listening(network, 1, 2);
        RawEnd lively = RawEnd.listening(network, 2, 2);
        Node node = node(chain, 1, 2);
        network.untilLinked(2);
        stalled.script = ask -> null;
        network.until(() -> stalled.frames.size() > 1);
        ChronosBlock parent = chain.get(2);
        for (int i = 0; i < 10; i++) {
            node.peer.submit(Blocks.after(parent, 1, 100 + i));
        }
        network.advance(Duration.ofMillis(100));
        assertThat(lively.received(Code.NEW_BLOCK))
                .as("four fit while one is under way")
                .hasSizeBetween(4, 10);
        assertThat(lively.received(Code.NEW_BLOCK).size()
                        + lively.received(Code.NEW_BLOCK_HASH).size())
                .isEqualTo(10);
        stalled.script = ask -> RawEnd.nothing();
        stalled.connections
                .get(0)
                .offer(
                        dev.gossip.api.Bytes.utf8(RawEnd.greeting("raw-1", 2)),
                        dev.gossip.spi.transport.FramePriority.DATA);
        network.advance(Duration.ofMillis(500));
        assertThat(stalled.received(Code.NEW_BLOCK)).hasSize(4);
        assertThat(stalled.received(Code.NEW_BLOCK_HASH)).hasSize(6);
    }

    @Test
    void c30_ofTooManyAnnouncementsTheOldestGo() {
        RawEnd end = demanding(RawEnd.nothing());
        end.script = ask -> null;
        int before = end.frames.size();
        network.until(() -> end.frames.size() > before);
        Node node = network.node(0);
        for (int i = 0; i < 100; i++) {
            node.peer.submit(Blocks.after(chain.get(2), 1, 100 + i));
        }
        end.script = ask -> RawEnd.nothing();
        end.connections
                .get(0)
                .offer(
                        dev.gossip.api.Bytes.utf8(RawEnd.greeting("raw-1", 2)),
                        dev.gossip.spi.transport.FramePriority.DATA);
        network.advance(Duration.ofMillis(900));
        assertThat(end.received(Code.NEW_BLOCK_HASH)).hasSize(64);
        assertThat(node.drops(ChronosDropReasons.ANNOUNCEMENTS_FULL)).isEqualTo(36);
    }

    @Test
    void c32_aPeerThatDoesNotAnswerIsDialledAnew() {
        RawEnd end = RawEnd.listening(network, 1, 2);
        Node node = node(chain, 1);
        network.untilLinked(1);
        end.script = ask -> null;
        network.advance(Duration.ofSeconds(9));
        assertThat(end.closed).isEmpty();
        network.advance(Duration.ofSeconds(4));
        assertThat(end.closed).hasSize(1);
        assertThat(node.drops(ChronosDropReasons.NO_REPLY)).isEqualTo(1);
        network.advance(Duration.ofMinutes(2));
        assertThat(end.accepted)
                .as("every redial takes 10 s to fail, and waits longer")
                .isBetween(4, 9);
        end.stopListening();
        end.connections.forEach(connection -> connection.close(dev.gossip.spi.transport.CloseReason.local("test")));
        network.advance(Duration.ofMinutes(2));
        assertThat(node.connected()).isZero();
        RawEnd.listening(network, 1, 2);
        network.advance(Duration.ofSeconds(40));
        assertThat(node.connected()).isEqualTo(1);
    }

    @Test
    void aFrameThatNobodyAskedForEndsTheLink() {
        RawEnd end = RawEnd.listening(network, 1, 2);
        Node node = node(chain, 1);
        network.untilLinked(1);
        network.advance(Duration.ofMillis(500));
        end.send(RawEnd.nothing());
        network.advance(Duration.ofMillis(10));
        assertThat(end.closed).hasSize(1);
        assertThat(node.drops(ChronosDropReasons.OUT_OF_STEP)).isEqualTo(1);
    }

    @Test
    void c40_aSessionWithALegacyNodeGoesBothWays() {
        ChronosBlock fresh = Blocks.after(chain.get(2));
        RawEnd server = RawEnd.listening(network, 1, 2);
        server.script = ask -> switch (ask.code()) {
            case HANDSHAKE -> RawEnd.greeting("1PuRN6PvTfhVazxoK8zZ3eFvTUSU76VHRF", 2);
            case PULL_BLOCK ->
                "{\"code\": 3, \"data\": "
                        + chain.get((int) ((WireMessage.Height) ask.data()).value())
                                .json()
                                .utf8() + "}";
            case NEW_BLOCK_HASH -> "{\"code\": 7, \"data\": {}}";
            default -> "{\"code\": 0, \"data\": \"0\"}";
        };
        Node node = node(List.of(), 1);
        assertThat(network.until(() -> node.peer.height() == 2)).isTrue();
        RawEnd client = RawEnd.dialling(network, 0);
        assertThat(client.ask(RawEnd.greeting("1PuRN6PvTfhVazxoK8zZ3eFvTUSU76VHRF", 2)))
                .startsWith("{\"code\":1,");
        assertThat(client.ask("{\"code\": 2, \"data\": 1}")).isEqualTo(RawEnd.block(Code.PUSH_BLOCK, chain.get(1)));
        assertThat(client.ask("{\"code\": 5, \"data\": \"" + fresh.hash() + "\"}"))
                .startsWith("{\"code\":6,");
        assertThat(client.ask("{\"code\": 4, \"data\": " + fresh.json().utf8() + "}"))
                .isEqualTo("{\"code\":0,\"data\":\"0\"}");
        assertThat(network.until(() -> node.peer.height() == 3)).isTrue();
        assertThat(server.received(Code.NEW_BLOCK))
                .as("it gave us the block, by its claim")
                .isEmpty();
        assertThat(node.gossip.describe().drops()).isEmpty();
        assertThat(server.closed).isEmpty();
    }
}
