package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Node ids, message ids and topics. */
class NamesTest {

    @Test
    void aNodeIdNeedsBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeId(Bytes.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.fromHex(""));
    }

    @Test
    void nodeIdsPrintShortAndParseInFull() {
        NodeId id = NodeId.fromHex("00112233445566");
        assertThat(id).hasToString("00112233");
        assertThat(NodeId.fromHex(id.hex())).isEqualTo(id);
        assertThat(NodeId.fromHex("0a").shortHex()).isEqualTo("0a");
    }

    @Test
    void nodeIdsAreOrderedUnsigned() {
        assertThat(List.of(NodeId.fromHex("00"), NodeId.fromHex("7fff"), NodeId.fromHex("80"), NodeId.fromHex("8000")))
                .isSorted();
    }

    @Test
    void messageIdsPrintShort() {
        assertThat(new MessageId(Bytes.fromHex("0011223344556677"))).hasToString("001122334455");
        assertThat(new MessageId(Bytes.empty())).hasToString("");
    }

    @Test
    void topicsOfTheWholeNetworkHaveNoScope() {
        assertThat(Topic.named("prices")).isEqualTo(new Topic("", "prices")).hasToString("/prices");
        assertThat(Topic.of("ch1", "prices")).hasToString("ch1/prices");
        assertThat(Topic.scope("ch1")).isEqualTo(new Topic("ch1", ""));
        assertThat(Topic.NONE).isEqualTo(Topic.named(""));
    }

    @Test
    void aMissingImplementationIsExplained() {
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(GossipNode::builder)
                .withMessageContaining("dev.gossip:gossip-core");
    }
}
