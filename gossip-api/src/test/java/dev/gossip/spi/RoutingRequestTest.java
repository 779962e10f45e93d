package dev.gossip.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ping;
import dev.gossip.spi.Router.RoutingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoutingRequestTest {

    private static final Peer A = peer("0a");
    private static final Peer B = peer("0b");
    private static final Peer C = peer("0c");

    private static Peer peer(String hex) {
        return new Peer(
                "main",
                NodeId.fromHex(hex),
                Optional.empty(),
                Optional.empty(),
                Optional.of(PeerAddress.of(hex, 1)),
                true,
                true,
                Map.of("ch1", new Peer.ChannelState(7, false)));
    }

    private static List<Peer> open(Optional<NodeId> source, Set<NodeId> known) {
        Sealed sealed = new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), "");
        Envelope envelope = new Envelope(Message.of(Topic.NONE, new Ping()), sealed, new MessageId(Bytes.empty()));
        return new RoutingRequest(envelope, source, List.of(A, B, C), known, 3, false, new SplittableRandom(1)).open();
    }

    @Test
    void neitherTheGiverNorHoldersAreOpen() {
        assertThat(open(Optional.empty(), Set.of())).containsExactly(A, B, C);
        assertThat(open(Optional.of(A.id()), Set.of())).containsExactly(B, C);
        assertThat(open(Optional.of(A.id()), Set.of(B.id()))).containsExactly(C);
        assertThat(open(Optional.empty(), Set.of(A.id(), B.id(), C.id()))).isEmpty();
    }

    @Test
    void aScopeWithoutOrganisationsAdmitsAll() {
        assertThat(new Scope("ch1", Set.of()).admits("anybody")).isTrue();
        assertThat(new Scope("ch1", Set.of("org1")).admits("org1")).isTrue();
        assertThat(new Scope("ch1", Set.of("org1")).admits("org2")).isFalse();
    }

    @Test
    void theInternalAddressOfAPeerComesFirst() {
        PeerAddress inside = PeerAddress.of("inside", 2);
        Peer both =
                new Peer("main", A.id(), Optional.empty(), Optional.of(inside), A.external(), true, true, A.channels());
        assertThat(both.address()).contains(inside);
        assertThat(A.address()).contains(PeerAddress.of("0a", 1));
        assertThat(A.channel("ch1")).contains(new Peer.ChannelState(7, false));
        assertThat(A.channel("ch2")).isEmpty();
    }
}
