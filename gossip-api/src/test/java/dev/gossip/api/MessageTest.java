package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Topic TOPIC = Topic.of("ch1", "prices");

    @Test
    void aPlainMessageGoesOneWayToAll() {
        Message message = Message.of(TOPIC, new Ping());
        assertThat(message.kind()).isEqualTo(MessageKind.ONE_WAY);
        assertThat(message.correlation().isNone()).isTrue();
        assertThat(message.recipients()).isEqualTo(Recipients.ALL);
        assertThat(message.attributes()).isEqualTo(Attributes.empty());
    }

    @Test
    void eachWithChangesOnePart() {
        Attributes.Key<Integer> ttl = new Attributes.Key<>("ttl", Integer.class);
        Recipients only = Recipients.only(NodeId.fromHex("0a"));
        Message first = Message.of(TOPIC, new Ping(), MessageKind.REQUEST, Correlation.of(7));
        Message last = first.withBody(Ack.OK)
                .withCorrelation(Correlation.of(8))
                .withRecipients(only)
                .with(ttl, 3);
        assertThat(first).isEqualTo(Message.of(TOPIC, new Ping(), MessageKind.REQUEST, Correlation.of(7)));
        assertThat(last.topic()).isEqualTo(TOPIC);
        assertThat(last.kind()).isEqualTo(MessageKind.REQUEST);
        assertThat(last.body()).isEqualTo(Ack.OK);
        assertThat(last.correlation().asLong()).isEqualTo(8);
        assertThat(last.recipients()).isEqualTo(only);
        assertThat(last.attributes().get(ttl)).contains(3);
    }

    @Test
    void opaqueKeepsItsSegmentsApart() {
        Opaque two = Opaque.of(Bytes.fromHex("01"), Bytes.fromHex("02"));
        assertThat(two.joined().hex()).isEqualTo("0102");
        assertThat(two).isNotEqualTo(Opaque.of(Bytes.fromHex("0102")));
        assertThat(Opaque.of().joined()).isEqualTo(Bytes.empty());
    }

    @Test
    void attributesAreReplacedAsAWhole() {
        Attributes.Key<Integer> ttl = new Attributes.Key<>("ttl", Integer.class);
        Attributes.Key<String> seq = new Attributes.Key<>("seq", String.class);
        Message before = Message.of(Topic.named("t"), new Ping()).with(ttl, 3);
        Message after = before.withAttributes(Attributes.empty().with(seq, "a"));
        assertThat(after.attributes()).isEqualTo(Attributes.empty().with(seq, "a"));
        assertThat(after.topic()).isEqualTo(before.topic());
        assertThat(before.attributes().get(ttl)).contains(3);
    }
}
