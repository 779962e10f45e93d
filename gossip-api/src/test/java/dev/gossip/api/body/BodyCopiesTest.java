package dev.gossip.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists inside values are copies. */
class BodyCopiesTest {

    private final List<Bytes> given = new ArrayList<>(List.of(Bytes.fromHex("01")));

    @Test
    void listsOfIdsAreCopied() {
        List<List<Bytes>> kept = List.of(
                new Announce(given).ids(),
                new Fetch(given).ids(),
                new Digest("block", 1, given).ids(),
                new Request("block", 1, given).ids(),
                new Opaque(given).segments(),
                new OrderedItem(1, Bytes.empty(), given).companions());
        given.clear();
        assertThat(kept).allSatisfy(list -> assertThat(list).containsExactly(Bytes.fromHex("01")));
    }

    @Test
    void servicesOfAStateAreCopied() {
        List<State.Service> services = new ArrayList<>(List.of(new State.Service("cc", "1.0", Bytes.empty())));
        State state = new State(NodeId.fromHex("0a"), new LogicalTime(1, 1), -1, false, services);
        services.clear();
        assertThat(state.services()).hasSize(1);
    }

    @Test
    void topicsOfAListAreCopied() {
        List<String> topics = new ArrayList<>(List.of("t"));
        TopicList list = new TopicList(1, topics);
        topics.clear();
        assertThat(list.topics()).containsExactly("t");
        assertThat(list.bodyName()).isEqualTo("topic-list");
    }

    @Test
    void strippingKeepsTheSignedPart() {
        Attachment secret = new Attachment(Bytes.fromHex("05"), Bytes.fromHex("06"));
        Sealed full =
                new Sealed(Bytes.fromHex("01"), Bytes.fromHex("02"), Optional.empty(), List.of(secret), "decoded");
        Sealed bare = full.stripped();
        assertThat(bare.attachments()).isEmpty();
        assertThat(bare.content()).isSameAs(full.content());
        assertThat(bare.signature()).isSameAs(full.signature());
        assertThat(bare.stripped()).isSameAs(bare);
        assertThat(full.isSigned()).isTrue();
        assertThat(new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), "").isSigned())
                .isFalse();
    }

    @Test
    void anAckIsPositiveWithoutError() {
        assertThat(Ack.OK.isPositive()).isTrue();
        assertThat(new Ack("disk full").isPositive()).isFalse();
    }
}
