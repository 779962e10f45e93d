package dev.gossip.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.link.LinkSetup;
import dev.gossip.core.link.Links;
import dev.gossip.core.memory.MemoryTransport;
import dev.gossip.core.testprotocol.Note;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class EnvelopeJudgeTest {

    private static final Envelope GOOD_A = note("a", 5, true);
    private static final Envelope GOOD_B = note("b", 5, true);
    private static final Envelope BAD = note("c", 5, false);

    private final AtomicInteger verifications = new AtomicInteger();
    private final Endpoint endpoint = endpoint();
    private final EnvelopeJudge judge = new EnvelopeJudge(endpoint, new Counting());

    @Test
    void optionalStatementsThatAreNotAuthenticAreLeftOutAndCounted() {
        EnvelopeJudge.Result result = judge(new MembershipResponse(List.of(GOOD_A, BAD), List.of(GOOD_B)));

        assertThat(elements(result)).containsExactly(GOOD_A, GOOD_B);
        assertThat(result.leftOut()).isEqualTo(1);
        assertThat(result.reason()).isEqualTo(DropReason.BAD_SIGNATURE);
    }

    @Test
    void aSnapshotEndsBeforeTheFirstStatementThatIsNotAuthentic() {
        EnvelopeJudge.Result result = judge(new StateSnapshot(List.of(GOOD_A, BAD, GOOD_B)));

        assertThat(elements(result)).containsExactly(GOOD_A);
        assertThat(result.leftOut()).isEqualTo(2);
    }

    @Test
    void oneBadItemSpoilsAnUpdate() {
        EnvelopeJudge.Result result = judge(new Update("note", 1, List.of(GOOD_A, BAD)));

        assertThat(result.message()).isEmpty();
        assertThat(result.reason()).isEqualTo(DropReason.BAD_SIGNATURE);
    }

    @Test
    void whatIsSupersededIsLeftOutUnseenUnlessEveryStatementIsRequired() {
        endpoint.store().put(note("a", 6, true));

        assertThat(elements(judge(new StateSnapshot(List.of(GOOD_A, GOOD_B))))).containsExactly(GOOD_B);
        assertThat(verifications).hasValue(1);
        assertThat(elements(judge(new Update("note", 1, List.of(GOOD_A))))).containsExactly(GOOD_A);
    }

    /** A handler may have given up what the node remembers as accepted; a repetition must be able to bring it back. */
    @Test
    void whatIsKnownStaysIn() {
        endpoint.store().put(GOOD_A);

        assertThat(elements(judge(new StateSnapshot(List.of(GOOD_A))))).containsExactly(GOOD_A);
    }

    @Test
    void aKnownContentUnderAnotherSignatureIsNotTakenForKnown() {
        endpoint.store().put(GOOD_A);

        assertThat(elements(judge(new StateSnapshot(List.of(note("a", 5, false))))))
                .isEmpty();
    }

    @Test
    void anElementIsVerifiedOnceHoweverOftenItIsRepeated() {
        for (int i = 0; i < 100; i++) {
            assertThat(elements(judge(new StateSnapshot(List.of(GOOD_A, GOOD_B)))))
                    .hasSize(2);
        }
        assertThat(verifications).hasValue(2);
    }

    private EnvelopeJudge.Result judge(EnvelopeCarrier body) {
        return judge.judgeNested(Message.of(Topic.NONE, body));
    }

    private static List<Envelope> elements(EnvelopeJudge.Result result) {
        return ((EnvelopeCarrier) result.message().orElseThrow().body()).envelopes();
    }

    private static Envelope note(String subject, int number, boolean authentic) {
        Message message = Message.of(Topic.NONE, new Note(subject, number));
        Bytes content = Bytes.utf8(subject + number);
        Bytes signature = Bytes.ofLong(authentic ? content.hashCode() : 1);
        Sealed sealed =
                new Sealed(content, signature, Optional.of(new NodeId(Bytes.utf8(subject))), List.of(), message);
        return new Envelope(message, sealed, new MessageId(content));
    }

    private static Endpoint endpoint() {
        VirtualRuntime runtime = new VirtualRuntime(new VirtualTime(), 1);
        EndpointConfig config = EndpointConfig.named("e").setting("id", "us").build();
        LinkSetup setup = Links.setup(runtime, NodeLimits.DEFAULT);
        return new Endpoint(
                config,
                new PlainProtocol(),
                new MemoryTransport(),
                Links.options(),
                setup,
                java.util.Map.of(),
                List.of());
    }

    /** Counts how often a signature was really checked. */
    private final class Counting implements MetricsSink {
        @Override
        public Counter counter(String name, String... tags) {
            return amount -> {};
        }

        @Override
        public Timer timer(String name, String... tags) {
            return nanos -> verifications.incrementAndGet();
        }

        @Override
        public void gauge(String name, DoubleSupplier value, String... tags) {}
    }
}
