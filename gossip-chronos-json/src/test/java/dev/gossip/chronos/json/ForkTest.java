package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.chronos.json.ChronosNetwork.Node;
import dev.gossip.chronos.json.ChronosStatus.Fork;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is committed stays; who committed something else is noticed, and nobody is harmed. */
class ForkTest {

    private final ChronosNetwork network = new ChronosNetwork(3);
    private final List<ChronosBlock> ours = Blocks.chain(3);

    @AfterEach
    void close() {
        network.close();
    }

    /** Another block of height 2, and so many above it. */
    private List<ChronosBlock> theirs(int above) {
        List<ChronosBlock> chain = new ArrayList<>(ours.subList(0, 2));
        chain.add(Blocks.after(ours.get(1), 3, 7_000));
        for (int i = 0; i < above; i++) {
            chain.add(Blocks.after(chain.get(chain.size() - 1), 1, 8_000 + i));
        }
        return chain;
    }

    @Test
    void aRivalOfACommittedBlockIsPassedOnAndChangesNothing() {
        RawEnd neighbour = RawEnd.listening(network, 1, 2);
        Node node = network.start(0, ChronosNetwork.standard(), ours, 1);
        network.untilLinked(1);
        RawEnd giver = RawEnd.dialling(network, 0);
        ChronosBlock rival = theirs(0).get(2);
        assertThat(giver.ask(RawEnd.block(Code.NEW_BLOCK, rival))).isEqualTo(RawEnd.NOTHING);
        network.advance(Duration.ofSeconds(5));
        assertThat(neighbour.received(Code.NEW_BLOCK)).containsExactly(RawEnd.block(Code.NEW_BLOCK, rival));
        assertThat(giver.ask(RawEnd.hash(Code.NEW_BLOCK_HASH, rival.hash())))
                .isEqualTo(RawEnd.hash(Code.BLOCK_KNOWN, rival.hash()));
        assertThat(node.peer.block(2)).contains(ours.get(2));
        assertThat(node.committed).isEmpty();
        assertThat(node.peer.status().fork()).as("nobody has built on it").isEmpty();
    }

    @Test
    void aForkIsNoticedByWhoeverIsBehindAndStopsNobody() {
        List<ChronosBlock> theirs = theirs(3);
        Node behind = network.start(0, ChronosNetwork.standard(), ours, 1, 2);
        Node ahead = network.start(1, ChronosNetwork.standard(), theirs, 0);
        Node undecided = network.start(2, ChronosNetwork.standard(), ours.subList(0, 2), 0, 1);
        network.advance(Duration.ofSeconds(10));
        assertThat(behind.peer.status().fork())
                .contains(new Fork(2, ours.get(2).hash(), theirs.get(2).hash(), ChronosNetwork.address(1)));
        assertThat(behind.peer.block(2)).contains(ours.get(2));
        assertThat(behind.drops(ChronosDropReasons.WRONG_PARENT)).isBetween(8L, 12L);
        assertThat(ahead.peer.status().fork()).as("nobody is ahead of it").isEmpty();
        assertThat(undecided.peer.height()).isGreaterThanOrEqualTo(2);
        assertThat(network.all())
                .allSatisfy(node -> assertThat(node.connected()).isPositive());
        assertThat(RawEnd.dialling(network, 0).ask("{\"code\":2,\"data\":2}"))
                .isEqualTo(RawEnd.block(Code.PUSH_BLOCK, ours.get(2)));
    }

    @Test
    void aForkIsForgottenOnceOurChainGrows() {
        RawEnd.listening(network, 1, 3).script = ask -> ask.code() == Code.HANDSHAKE
                ? RawEnd.greeting("raw", 3)
                : RawEnd.block(Code.PUSH_BLOCK, theirs(1).get(3));
        Node node = network.start(0, ChronosNetwork.standard(), ours, 1);
        assertThat(network.until(() -> node.peer.status().fork().isPresent())).isTrue();
        node.peer.submit(Blocks.after(ours.get(2)));
        assertThat(network.until(() -> node.peer.height() == 3)).isTrue();
        network.advance(Duration.ofSeconds(5));
        assertThat(node.peer.status().fork()).isEmpty();
        assertThat(node.peer.status().peers())
                .singleElement()
                .satisfies(linked -> assertThat(linked.height()).isEqualTo(3));
        assertThat(node.peer.block(3).map(ChronosBlock::hash))
                .isEqualTo(Optional.of(Blocks.after(ours.get(2)).hash()));
    }
}
