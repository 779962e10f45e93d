package dev.gossip.pull;

import static dev.gossip.pull.Items.CHANNEL;
import static dev.gossip.pull.Items.ENDPOINT;
import static dev.gossip.pull.Items.id;
import static dev.gossip.pull.Items.item;
import static dev.gossip.pull.Items.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullExtensionTest {

    private final FakeNode fake = new FakeNode();
    private final MemoryItems blocks = new MemoryItems();
    private final MemoryItems identities = new MemoryItems();
    private final PullExtension pull = new PullExtension(spec("identity", Topic.NONE, identities));

    @BeforeEach
    void knowPeers() {
        fake.know(ENDPOINT, fake.self, true);
        fake.know(ENDPOINT, node(1), true);
        fake.know(ENDPOINT, node(2), false);
        fake.know("other", node(3), true);
        fake.know(ENDPOINT, node(4), true);
    }

    @Test
    void asksAlivePartnersOfItsEndpointThroughAllFourSteps() {
        pull.add(PullSpec.of("block", ENDPOINT, CHANNEL, blocks, Items::idOf)
                .partners(peer -> !peer.id().equals(node(4)))
                .build());
        pull.remove(ENDPOINT, "identity", "");
        start();
        fake.time.advance(Duration.ofSeconds(4));

        FakeNode.Sent hello = fake.sent.get(0);
        assertThat(fake.sent).hasSize(1);
        assertThat(hello.endpoint()).isEqualTo(ENDPOINT);
        assertThat(hello.target()).isEqualTo(node(1));
        assertThat(hello.message().topic()).isEqualTo(CHANNEL);
        long nonce = ((Hello) hello.message().body()).nonce();

        assertThat(fake.receive(node(1), CHANNEL, new Digest("block", nonce, List.of(id(7)))))
                .isEqualTo(Verdict.IGNORE);
        fake.time.advance(Duration.ofSeconds(1));
        assertThat(fake.sent.get(1).message().body()).isEqualTo(new Request("block", nonce, List.of(id(7))));
        assertThat(fake.receive(node(1), CHANNEL, new Update("block", nonce, List.of(item(7)))))
                .isEqualTo(Verdict.IGNORE);
        assertThat(blocks.held).containsOnlyKeys(id(7));
        assertThat(fake.drops).isEmpty();
    }

    @Test
    void answersByItemTypeAndScope() {
        blocks.with(1);
        identities.with(2);
        start();
        pull.add(spec("block", CHANNEL, blocks));
        fake.time.settle();

        fake.receive(node(1), CHANNEL, new Hello("block", 10));
        fake.receive(node(1), Topic.NONE, new Hello("identity", 11));
        fake.receive(node(1), CHANNEL, new Request("block", 10, List.of(id(1))));

        assertThat(fake.replies)
                .containsExactly(
                        new Digest("block", 10, List.of(id(1))),
                        new Digest("identity", 11, List.of(id(2))),
                        new Update("block", 10, List.of(item(1))));
    }

    @Test
    void whatBelongsToNoPullIsDropped() {
        start();
        assertThat(fake.receive(node(1), CHANNEL, new Hello("block", 1))).isEqualTo(Verdict.IGNORE);
        assertThat(fake.receive(node(1), CHANNEL, new Hello("identity", 1))).isEqualTo(Verdict.IGNORE);

        assertThat(fake.drops).containsExactly(DropReason.UNKNOWN_SCOPE, DropReason.UNKNOWN_SCOPE);
        assertThat(fake.replies).isEmpty();
    }

    @Test
    void aRemovedPullFallsSilentAndMayComeBack() {
        blocks.with(1);
        start();
        PullSpec spec = spec("block", CHANNEL, blocks);
        pull.add(spec);
        assertThat(pull.remove(ENDPOINT, "block", "ch1")).isTrue();
        assertThat(pull.remove(ENDPOINT, "block", "ch1")).isFalse();
        fake.time.settle();
        fake.receive(node(1), CHANNEL, new Hello("block", 1));
        assertThat(fake.drops).containsExactly(DropReason.UNKNOWN_SCOPE);

        pull.add(spec);
        fake.time.settle();
        fake.receive(node(1), CHANNEL, new Hello("block", 1));
        assertThat(fake.replies).hasSize(1);
    }

    @Test
    void twoPullsOfOneKindAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pull.add(spec("identity", Topic.NONE, blocks)))
                .withMessageContaining("pull of 'identity' on endpoint 'main' in scope '' already");
    }

    @Test
    void aRuleThatFailsOnAPeersBytesCostsOnlyThatMessage() {
        pull.add(PullSpec.of("block", ENDPOINT, CHANNEL, blocks, Items::idOf)
                .wanted(id -> Long.parseLong(id.utf8()) >= 0)
                .build());
        start();
        fake.time.advance(Duration.ofSeconds(4));
        FakeNode.Sent hello = fake.sent.stream()
                .filter(sent -> sent.message().topic().equals(CHANNEL))
                .findFirst()
                .orElseThrow();
        long nonce = ((Hello) hello.message().body()).nonce();

        assertThat(fake.receive(hello.target(), CHANNEL, new Digest("block", nonce, List.of(id(7).slice(1), id(8)))))
                .isEqualTo(Verdict.IGNORE);
        assertThat(fake.drops).containsExactly(DropReason.HANDLER_FAILED);
    }

    @Test
    void c60_stoppingEndsEveryTimer() {
        start();
        pull.add(spec("block", CHANNEL, blocks));
        fake.time.advance(Duration.ofSeconds(9));
        pull.stop();
        fake.time.settle();
        int before = fake.sent.size();
        fake.time.advance(Duration.ofMinutes(1));

        assertThat(fake.sent).hasSize(before);
        assertThat(fake.time.pendingTasks()).isZero();
    }

    private void start() {
        pull.start(fake);
        fake.time.settle();
    }

    private static PullSpec spec(String type, Topic topic, ItemStore store) {
        return PullSpec.of(type, ENDPOINT, topic, store, Items::idOf).build();
    }
}
