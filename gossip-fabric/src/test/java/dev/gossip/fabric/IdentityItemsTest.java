package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.body.Ping;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IdentityItemsTest {

    private static final LinkPeer FROM = LinkPeer.unknown("fabric", PeerAddress.of("somewhere", 7051));

    private final IdentityItems items = new IdentityItems(2, CompletableFuture::completedFuture);

    @Test
    void keepsTheFirstEnvelopeOfEachNode() {
        Envelope first = identity(1, "first");
        items.put(first);
        items.put(identity(1, "second"));

        assertThat(items.ids()).containsExactly(id(1));
        assertThat(items.get(id(1))).contains(first);
        assertThat(items.contains(id(1))).isTrue();
        assertThat(items.get(id(2))).isEmpty();
    }

    @Test
    void wantsNoMoreThanItsLimitAndNothingOfAnotherShape() {
        assertThat(items.wants(id(1))).isTrue();
        assertThat(items.wants(Bytes.utf8("short"))).isFalse();
        assertThat(items.wants(Bytes.empty())).isFalse();

        assertThat(items.add(List.of(identity(1, "a"), identity(2, "b"), identity(3, "c")), FROM))
                .isCompletedWithValue(true);

        assertThat(items.ids()).containsExactlyInAnyOrder(id(1), id(2));
        assertThat(items.wants(id(3))).isFalse();
    }

    @Test
    void forgetsAndTakesAgain() {
        items.put(identity(1, "a"));
        items.forget(new NodeId(id(1)));
        assertThat(items.ids()).isEmpty();

        items.put(identity(1, "b"));
        assertThat(items.ids()).containsExactly(id(1));
    }

    @Test
    void onlyIdentitiesHaveIds() {
        assertThat(IdentityItems.idOf(identity(1, "a"))).contains(id(1));
        assertThat(IdentityItems.idOf(envelope(new Ping()))).isEmpty();
    }

    private static Bytes id(int number) {
        byte[] id = new byte[32];
        id[31] = (byte) number;
        return Bytes.wrap(id);
    }

    private static Envelope identity(int number, String certificate) {
        return envelope(new PeerIdentity(new NodeId(id(number)), Bytes.utf8(certificate), Bytes.empty()));
    }

    private static Envelope envelope(Body body) {
        Sealed sealed =
                new Sealed(Bytes.utf8(body.toString()), Bytes.empty(), Optional.empty(), List.of(), Optional.empty());
        return new Envelope(Message.of(Topic.NONE, body), sealed, new MessageId(Bytes.utf8("id")));
    }
}
