package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.ChronosNetwork.Node;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node answers to whoever dials it. */
class AnsweringTest {

    private static final String UNREADABLE = "{\"code\":0,\"data\":\"\"}";
    private final ChronosNetwork network = new ChronosNetwork(1);
    private final List<ChronosBlock> chain = Blocks.chain(3);
    private final ChronosBlock fresh = Blocks.after(chain.get(2));

    @AfterEach
    void close() {
        network.close();
    }

    private RawEnd dial(List<ChronosBlock> held) {
        network.start(0, ChronosNetwork.standard(), held);
        return RawEnd.dialling(network, 0);
    }

    private Node node() {
        return network.node(0);
    }

    @Test
    void c01_bothFormsOfAPullGetTheSameAnswer() {
        RawEnd end = dial(chain);
        assertThat(end.ask("{\"code\":2,\"data\":2}"))
                .isEqualTo(end.ask("{\"code\": 2, \"data\": 2}"))
                .isEqualTo(RawEnd.block(Code.PUSH_BLOCK, chain.get(2)));
    }

    @Test
    void c03_twoQuestionsAtOnceGetTwoAnswersInOrder() {
        RawEnd end = dial(chain);
        end.send("{\"code\":2,\"data\":1}");
        end.send("{\"code\":2,\"data\":9}");
        network.advance(ChronosNetwork.SECOND);
        assertThat(end.frames).containsExactly(RawEnd.block(Code.PUSH_BLOCK, chain.get(1)), RawEnd.NOTHING);
    }

    @Test
    void c05_whatCannotBeReadGetsOneAnswer() {
        RawEnd end = dial(chain);
        end.ask("{\"code\":2,\"data\":1}");
        assertThat(end.ask("{\"code\":2,")).isEqualTo(UNREADABLE);
        assertThat(end.ask("{\"code\":2,\"data\":0}")).isEqualTo(RawEnd.block(Code.PUSH_BLOCK, chain.get(0)));
        assertThat(node().drops(DropReason.MALFORMED)).isEqualTo(1);
    }

    @Test
    void c06_threeUnreadableFramesEndTheConnection() {
        RawEnd end = dial(chain);
        assertThat(end.ask("[]")).isEqualTo(UNREADABLE);
        assertThat(end.ask("{}")).isEqualTo(UNREADABLE);
        assertThat(end.closed).isEmpty();
        end.ask("nonsense");
        assertThat(end.frames).hasSize(3);
        assertThat(end.closed).hasSize(1);
    }

    @Test
    void c08_aFailingRuleLeavesNobodyWaiting() {
        network.start(
                0,
                config -> config.withValidator(block -> {
                    throw new IllegalStateException("the database is gone");
                }),
                chain);
        RawEnd end = RawEnd.dialling(network, 0);
        assertThat(end.ask(RawEnd.block(Code.NEW_BLOCK, fresh))).isEqualTo(RawEnd.NOTHING);
        assertThat(end.ask("{\"code\":2,\"data\":9}")).isEqualTo(RawEnd.NOTHING);
        assertThat(node().drops(DropReason.HANDLER_FAILED)).isEqualTo(1);
        assertThat(end.closed).isEmpty();
    }

    @Test
    void c10_anEmptyChainGreetsWithMinusOne() {
        RawEnd end = dial(List.of());
        assertThat(end.ask(RawEnd.greeting("1Pu", 7))).contains("\"height\":-1,\"address\":\"wallet-0\"");
        assertThat(end.ask("{\"code\":2,\"data\":0}")).isEqualTo(RawEnd.NOTHING);
    }

    @Test
    void c12_unknownCodesAreAnsweredAndForgiven() {
        RawEnd end = dial(chain);
        for (int i = 0; i < 5; i++) {
            assertThat(end.ask("{\"code\": 99, \"data\": 1}")).isEqualTo(UNREADABLE);
            assertThat(end.ask("{\"code\": \"FOO\", \"data\": 1}")).isEqualTo(UNREADABLE);
        }
        assertThat(end.closed).isEmpty();
        assertThat(node().drops(ChronosDropReasons.UNKNOWN_CODE)).isEqualTo(10);
    }

    @Test
    void c13_pullsAreAnsweredWithTheHeightAskedFor() {
        RawEnd end = dial(chain);
        for (int height = 0; height < 3; height++) {
            assertThat(end.ask("{\"code\":2,\"data\":" + height + "}")).contains("\"height\": " + height);
        }
        assertThat(end.ask("{\"code\":2,\"data\":3}")).isEqualTo(RawEnd.NOTHING);
        assertThat(end.ask("{\"code\":3,\"data\":" + fresh.json().utf8() + "}"))
                .as("an answer used as a question")
                .isEqualTo(RawEnd.NOTHING);
        assertThat(node().drops(ChronosDropReasons.OUT_OF_STEP)).isEqualTo(1);
    }

    @Test
    void c17_unknownHashesAreAskedForAndKnownOnesConfirmed() {
        RawEnd end = dial(chain);
        assertThat(end.ask(RawEnd.hash(Code.NEW_BLOCK_HASH, fresh.hash())))
                .isEqualTo(RawEnd.hash(Code.GET_BLOCK, fresh.hash()));
        assertThat(end.ask(RawEnd.block(Code.NEW_BLOCK, fresh))).isEqualTo(RawEnd.NOTHING);
        assertThat(end.ask(RawEnd.hash(Code.NEW_BLOCK_HASH, fresh.hash())))
                .isEqualTo(RawEnd.hash(Code.BLOCK_KNOWN, fresh.hash()));
        assertThat(end.ask(RawEnd.hash(Code.NEW_BLOCK_HASH, chain.get(1).hash())))
                .as("a committed block")
                .isEqualTo(RawEnd.hash(Code.BLOCK_KNOWN, chain.get(1).hash()));
    }

    @Test
    void c18_onlyTheFirstAnnouncerIsAsked() {
        RawEnd first = dial(chain);
        RawEnd second = RawEnd.dialling(network, 0);
        String announcement = RawEnd.hash(Code.NEW_BLOCK_HASH, fresh.hash());
        assertThat(first.ask(announcement)).isEqualTo(RawEnd.hash(Code.GET_BLOCK, fresh.hash()));
        assertThat(second.ask(announcement)).isEqualTo(RawEnd.NOTHING);
        first.ask(RawEnd.block(Code.NEW_BLOCK, fresh));
        assertThat(RawEnd.dialling(network, 0).ask(announcement))
                .isEqualTo(RawEnd.hash(Code.BLOCK_KNOWN, fresh.hash()));
    }

    @Test
    void c21_blocksAreGivenToWhoAsksForThemByHash() {
        RawEnd end = dial(chain);
        assertThat(end.ask(RawEnd.hash(Code.GET_BLOCK, chain.get(1).hash())))
                .isEqualTo(RawEnd.block(Code.NEW_BLOCK, chain.get(1)));
        assertThat(end.ask(RawEnd.hash(Code.GET_BLOCK, fresh.hash()))).isEqualTo(RawEnd.NOTHING);
    }

    @Test
    void c26_aBlockIsPassedOnOnce() {
        RawEnd neighbour = RawEnd.listening(network, 1, 2);
        network.start(0, ChronosNetwork.standard(), chain, 1);
        network.untilLinked(1);
        RawEnd end = RawEnd.dialling(network, 0);
        for (int i = 0; i < 50; i++) {
            assertThat(end.ask(RawEnd.block(Code.NEW_BLOCK, fresh))).isEqualTo(RawEnd.NOTHING);
        }
        network.advance(ChronosNetwork.SECOND);
        assertThat(neighbour.received(Code.NEW_BLOCK)).hasSize(1);
        assertThat(neighbour.received(Code.NEW_BLOCK_HASH)).isEmpty();
    }

    @Test
    void c27_aForgedBlockCostsItsSenderTheConnection() {
        RawEnd neighbour = RawEnd.listening(network, 1, 2);
        network.start(0, ChronosNetwork.standard(), chain, 1);
        network.untilLinked(1);
        RawEnd end = RawEnd.dialling(network, 0);
        end.ask(RawEnd.block(Code.NEW_BLOCK, Blocks.forged(chain.get(2))));
        assertThat(end.closed).hasSize(1);
        assertThat(neighbour.received(Code.NEW_BLOCK)).isEmpty();
        RawEnd again = RawEnd.dialling(network, 0);
        network.advance(ChronosNetwork.SECOND);
        assertThat(again.closed).as("banned").hasSize(1);
        assertThat(node().drops(ChronosDropReasons.BANNED)).isEqualTo(1);
        network.advance(Duration.ofMinutes(1));
        assertThat(RawEnd.dialling(network, 0).ask("{\"code\":2,\"data\":9}")).isEqualTo(RawEnd.NOTHING);
    }

    @Test
    void c28_blocksOutsideTheWindowAreAnsweredAndForgotten() {
        List<ChronosBlock> longer = Blocks.chain(12);
        RawEnd end = dial(longer);
        ChronosBlock old = Blocks.block(longer.get(2).hash(), 3, 2, 77);
        ChronosBlock future = Blocks.block("ab".repeat(32), 44, 1, 77);
        ChronosBlock edge = Blocks.block("ab".repeat(32), 43, 1, 77);
        ChronosBlock otherEdge = Blocks.block(longer.get(3).hash(), 4, 2, 77);
        for (ChronosBlock block : List.of(old, future, edge, otherEdge)) {
            assertThat(end.ask(RawEnd.block(Code.NEW_BLOCK, block))).isEqualTo(RawEnd.NOTHING);
        }
        assertThat(node().receivedAt.keySet()).containsExactlyInAnyOrder(edge.hash(), otherEdge.hash());
        assertThat(node().drops(ChronosDropReasons.OUTSIDE_WINDOW)).isEqualTo(2);
        assertThat(end.closed).isEmpty();
    }

    @Test
    void aConnectionWithoutWholeQuestionsEnds() {
        RawEnd end = dial(chain);
        network.advance(Duration.ofSeconds(29));
        assertThat(end.ask("{\"code\":2,\"data\":9}")).isEqualTo(RawEnd.NOTHING);
        network.advance(Duration.ofSeconds(29));
        assertThat(end.closed).isEmpty();
        network.advance(Duration.ofSeconds(2));
        assertThat(end.closed).hasSize(1);
        assertThat(node().drops(ChronosDropReasons.SILENCE)).isEqualTo(1);
    }

    @Test
    void tooManyAnnouncementsEndAConnection() {
        RawEnd end = dial(chain);
        for (int i = 0; i < 600; i++) {
            end.send(RawEnd.hash(Code.NEW_BLOCK_HASH, String.format("%064x", i)));
        }
        network.advance(ChronosNetwork.SECOND);
        assertThat(end.closed).isEmpty();
        end.send(RawEnd.hash(Code.NEW_BLOCK_HASH, fresh.hash()));
        network.advance(ChronosNetwork.SECOND);
        assertThat(end.closed).hasSize(1);
        assertThat(node().drops(ChronosDropReasons.TOO_MANY_ANNOUNCEMENTS)).isEqualTo(1);
    }

    @Test
    void aHostHasOnlySoManyConnections() {
        network.start(0, config -> config.withLimits(ChronosLimits.DEFAULT), chain);
        RawEnd[] ends = new RawEnd[5];
        for (int i = 0; i < 5; i++) {
            ends[i] = RawEnd.dialling(network, 0);
        }
        network.advance(ChronosNetwork.SECOND);
        assertThat(ends[3].closed).isEmpty();
        assertThat(ends[4].closed).hasSize(1);
        assertThat(node().drops(DropReason.TOO_MANY_LINKS)).isEqualTo(1);
        ends[0].connections.get(0).close(dev.gossip.spi.transport.CloseReason.local("test"));
        network.advance(ChronosNetwork.SECOND);
        assertThat(RawEnd.dialling(network, 0).ask("{\"code\":2,\"data\":9}")).isEqualTo(RawEnd.NOTHING);
    }

    @Test
    void aThousandReconnectsLeaveNothingBehind() {
        network.start(0, ChronosNetwork.standard(), chain);
        for (int i = 0; i < 1_000; i++) {
            RawEnd end = RawEnd.dialling(network, 0);
            end.ask(RawEnd.greeting("claim-" + i, 2));
            end.connections.get(0).close(dev.gossip.spi.transport.CloseReason.local("test"));
            network.advance(Duration.ofMillis(5));
        }
        network.advance(ChronosNetwork.SECOND);
        assertThat(node().claims()).isZero();
        assertThat(node().gossip.describe().endpoints().get(0).links()).isZero();
        assertThat(network.time.pendingTasks()).isLessThan(20);
        assertThat(node().peer.block(2)).isEqualTo(Optional.of(chain.get(2)));
    }
}
