package dev.gossip.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.EnvelopeCarrier.ElementRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeCarrierTest {

    private static final Envelope A = envelope("0a");
    private static final Envelope B = envelope("0b");
    private static final Envelope C = envelope("0c");

    private static Envelope envelope(String hex) {
        Bytes content = Bytes.fromHex(hex);
        Sealed sealed = new Sealed(content, Bytes.empty(), Optional.of(new NodeId(content)), List.of(), hex);
        return new Envelope(Message.of(Topic.NONE, new Ping()), sealed, new MessageId(content));
    }

    static List<EnvelopeCarrier> carriers() {
        return List.of(
                new MembershipResponse(List.of(A, B), List.of(C)),
                new StateSnapshot(List.of(A, B, C)),
                new Update("block", 7, List.of(A, B, C)));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void mapKeepsReplacesAndLeavesOut(EnvelopeCarrier carrier) {
        assertThat(carrier.envelopes()).containsExactly(A, B, C);
        assertThat(carrier.map(Optional::of)).isEqualTo(carrier);
        assertThat(carrier.map(element -> Optional.empty()).envelopes()).isEmpty();
        assertThat(carrier.map(swap(B, Optional.empty())).envelopes()).containsExactly(A, C);
        assertThat(carrier.map(swap(A, Optional.of(C))).envelopes()).containsExactly(C, B, C);
        assertThat(carrier.map(swap(A, Optional.of(C))))
                .hasSameClassAs(carrier)
                .returns(carrier.elementRule(), EnvelopeCarrier::elementRule);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void mapVisitsEachStatementOnceInWireOrder(EnvelopeCarrier carrier) {
        List<Envelope> visited = new ArrayList<>();
        carrier.map(element -> {
            visited.add(element);
            return Optional.of(element);
        });
        assertThat(visited).containsExactlyElementsOf(carrier.envelopes());
    }

    @Test
    void mapKeepsTheListsOfAResponseApart() {
        MembershipResponse response = new MembershipResponse(List.of(A), List.of(B));
        assertThat(response.map(swap(A, Optional.empty()))).isEqualTo(new MembershipResponse(List.of(), List.of(B)));
        assertThat(response.map(swap(B, Optional.of(C)))).isEqualTo(new MembershipResponse(List.of(A), List.of(C)));
    }

    @Test
    void mapKeepsTheRoundOfAnUpdate() {
        Update update = new Update("block", -1, List.of(A));
        assertThat(update.map(swap(A, Optional.of(B)))).isEqualTo(new Update("block", -1, List.of(B)));
    }

    @Test
    void aMembershipRequestCannotLoseItsStatement() {
        MembershipRequest request = new MembershipRequest(A);
        assertThat(request.envelopes()).containsExactly(A);
        assertThat(request.map(swap(A, Optional.of(B)))).isEqualTo(new MembershipRequest(B));
        assertThat(request.map(element -> Optional.empty())).isSameAs(request);
    }

    @Test
    void eachBodyHasItsRule() {
        assertThat(new MembershipRequest(A).elementRule()).isEqualTo(ElementRule.REQUIRED);
        assertThat(carriers())
                .extracting(EnvelopeCarrier::elementRule)
                .containsExactly(ElementRule.OPTIONAL, ElementRule.PREFIX, ElementRule.REQUIRED);
    }

    @Test
    void onlyItemsAreBulk() {
        assertThat(carriers()).extracting(EnvelopeCarrier::isBulk).containsExactly(false, false, true);
        assertThat(List.of(new Ping(), Ack.OK, new Hello("block", 1), new MembershipRequest(A)))
                .noneMatch(dev.gossip.api.Body::isBulk);
        assertThat(List.of(
                        Opaque.of(Bytes.empty()), OrderedItem.of(1, Bytes.empty()), new ItemRangeResponse(List.of())))
                .allMatch(dev.gossip.api.Body::isBulk);
    }

    @Test
    void namesAreKebabCase() {
        assertThat(List.of(
                        new Ping(), new MembershipRequest(A), new StateSnapshotRequest(), new ItemRangeRequest(0, 1)))
                .extracting(dev.gossip.api.Body::bodyName)
                .containsExactly("ping", "membership-request", "state-snapshot-request", "item-range-request");
    }

    private static Function<Envelope, Optional<Envelope>> swap(Envelope one, Optional<Envelope> by) {
        return element -> element == one ? by : Optional.of(element);
    }
}
