package dev.gossip.fisco.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeListsTest {

    private final DevelopmentCa ca =
            DevelopmentCa.create("agency", "ca", Curve.SECP256K1, Duration.ofDays(1), new VirtualTime());
    private final IssuedNode one = ca.issue(NodeSpec.peer("one").on(Curve.SECP256K1));
    private final IssuedNode two = ca.issue(NodeSpec.peer("two").on(Curve.SECP256K1));

    private static String id(IssuedNode node) {
        return CertificateKey.of(node.certificate()).listId();
    }

    private static boolean admits(NodeLists lists, IssuedNode node) {
        CertificateKey key = CertificateKey.of(node.certificate());
        boolean admitted = lists.admit("", node.certificatePem()) instanceof Trust.Admitted;
        assertThat(lists.admits(key.generation2(), 2)).isEqualTo(admitted);
        assertThat(lists.admits(key.generation3(), 3)).isEqualTo(admitted);
        return admitted;
    }

    @Test
    void f13_withoutListsEverybodyMayCome() {
        assertThat(admits(NodeLists.of(Optional.empty(), List.of()), one)).isTrue();
    }

    @Test
    void f13_denyBeatsAllow() {
        NodeLists lists = NodeLists.of(Optional.of(List.of(id(one), id(two))), List.of(id(one)));
        assertThat(admits(lists, one)).isFalse();
        assertThat(admits(lists, two)).isTrue();
    }

    @Test
    void f13_anAllowListAdmitsNobodyElseAlsoIfItIsEmpty() {
        assertThat(admits(NodeLists.of(Optional.of(List.of(id(one))), List.of()), two))
                .isFalse();
        assertThat(admits(NodeLists.of(Optional.of(List.of()), List.of()), one)).isFalse();
    }

    @Test
    void f13_entriesMayBeWrittenInEachUsualWay() {
        String id = id(one);
        for (String text : List.of(id, id.toLowerCase(Locale.ROOT), "0x" + id, " 04" + id + " ")) {
            assertThat(admits(NodeLists.of(Optional.of(List.of(text)), List.of()), one))
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    void f13_aMalformedEntryIsAnErrorAndChangesNothing() {
        for (String text : List.of("", "zz", id(one).substring(1), id(one) + "0")) {
            assertThatThrownBy(() -> NodeLists.of(Optional.of(List.of(text)), List.of()))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining("allow");
        }
        NodeLists lists = NodeLists.of(Optional.of(List.of(id(one))), List.of());
        assertThatThrownBy(() -> lists.replace(Optional.empty(), List.of("nonsense")))
                .hasMessageContaining("deny");
        assertThat(admits(lists, one)).isTrue();
        assertThat(admits(lists, two)).isFalse();
    }

    @Test
    void whatIsNoCertificateIsRefused() {
        NodeLists lists = NodeLists.of(Optional.empty(), List.of());
        assertThat(lists.admit("", Bytes.utf8("nonsense"))).isInstanceOf(Trust.Refused.class);
        assertThat(lists.admit("", Bytes.empty())).isInstanceOf(Trust.Refused.class);
    }
}
