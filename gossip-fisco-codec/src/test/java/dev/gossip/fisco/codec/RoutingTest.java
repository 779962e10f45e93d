package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Recipients;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.RouteRequest;
import dev.gossip.fisco.codec.body.Transit;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Packets of generation 3 on their way over several nodes, and what receivers drop. */
class RoutingTest {

    private final VirtualTime time = new VirtualTime();
    private final FiscoEndpoint a = new TestContext(time, Certificates.RSA_A).open();
    private final FiscoEndpoint b = new TestContext(time, Certificates.RSA_B).open();
    private final FiscoEndpoint c = new TestContext(time, Certificates.SECP_A).open();
    private final P2p3Packets packets = new P2p3Packets(1 << 20);

    private final Message request = Message.of(
                    Samples.T1, Opaque.of(Bytes.utf8("x".repeat(2_000))), MessageKind.REQUEST, Correlation.of(5))
            .withRecipients(Recipients.only(c.self()));

    @Test
    void f18_aPacketCrossesANodeInTheFormOfEachLinkAndTheAnswerComesBack() throws MalformedException {
        List.of(a.self(), c.self()).forEach(b::learn);
        c.learn(a.self());
        // A to B in version 3 with short ids, B to C in version 1 with long ones.
        Bytes first = a.codec().seal(written(a, request), new LinkClass(3, 0));
        assertThat(packets.decode(first).route().orElseThrow().destination().length())
                .isEqualTo(32);
        assertThat(first.length()).as("compressed").isLessThan(500);
        Envelope passing = received(b, first, a.self());
        assertThat(passing.message().body()).isEqualTo(new Transit(c.self(), 10));
        assertThat(passing.message().kind()).as("no answer of B's own").isEqualTo(MessageKind.ONE_WAY);
        assertThat(passing.message().correlation().isNone()).isTrue();
        assertThat(passing.origin()).contains(a.self());
        Bytes second = b.codec().seal(passing, new LinkClass(1, 0));
        P2p3Packet packet = packets.decode(second);
        assertThat(packet.route().orElseThrow().ttl()).isEqualTo(9);
        assertThat(packet.route().orElseThrow().source())
                .isEqualTo(Bytes.utf8(a.self().hex()));
        assertThat(second.length()).as("plain").isGreaterThan(2_000);
        Envelope arrived = received(c, second, b.self());
        assertThat(arrived.message()).isEqualTo(request);
        assertThat(arrived.origin()).contains(a.self());
        assertThat(arrived.id())
                .as("one id for all copies")
                .isEqualTo(written(a, request, first).id());

        Message answer = Message.of(
                        Topic.NONE,
                        Opaque.of(Bytes.utf8("ack")),
                        MessageKind.RESPONSE,
                        arrived.message().correlation())
                .withRecipients(Recipients.only(arrived.origin().orElseThrow()));
        Envelope back = received(b, c.codec().seal(written(c, answer), new LinkClass(1, 0)), c.self());
        assertThat(back.message().body()).as("not B's, whatever B waits for").isInstanceOf(Transit.class);
        Envelope home = received(a, b.codec().seal(back, new LinkClass(3, 0)), b.self());
        assertThat(home.message()).isEqualTo(answer);
    }

    @Test
    void f18_aPacketWhoseTtlIsUsedUpIsDroppedAndTheLinkGoesOn() throws MalformedException {
        Bytes frame = a.codec().seal(written(a, request), new LinkClass(1, 0));
        byte[] spent = frame.toByteArray();
        spent[P2p3Packets.HEADER_BYTES + 1] = 0;
        assertDropped(b, Bytes.wrap(spent), "TTL 0", FiscoDropReasons.TTL_EXPIRED);
        spent[P2p3Packets.HEADER_BYTES] = (byte) 0xff;
        assertDropped(b, Bytes.wrap(spent), "TTL -256", FiscoDropReasons.TTL_EXPIRED);
        assertThat(received(c, Bytes.wrap(spent), b.self()).message())
                .as("at its goal")
                .isEqualTo(request);
    }

    @Test
    void f21_tenForwardersAreOneTooManyAndLoopsEnd() throws MalformedException {
        Bytes frame = a.codec().seal(written(a, request), new LinkClass(1, 0));
        for (int hop = 0; hop < 10; hop++) {
            // A itself is part of the loop.
            FiscoEndpoint forwarder = hop % 2 == 0 ? b : a;
            frame = forwarder.codec().seal(received(forwarder, frame, c.self()), new LinkClass(1, 0));
        }
        assertThat(packets.decode(frame).route().orElseThrow().ttl()).isZero();
        assertDropped(b, frame, "TTL 0", FiscoDropReasons.TTL_EXPIRED);
        assertThat(received(c, frame, b.self()).message()).isEqualTo(request);
    }

    @Test
    void f22_idsThatCannotBeMappedArePassedOnAsTheyAre() throws MalformedException {
        FiscoEndpoint stranger = new TestContext(time, Certificates.RSA_C).open();
        Bytes shortForm = a.codec().seal(written(a, request), new LinkClass(3, 0));
        Envelope passing = received(stranger, shortForm, b.self());
        assertThat(((Transit) passing.message().body()).destination())
                .isEqualTo(new NodeId(a.learn(c.self()).orElseThrow()));
        Bytes onward = stranger.codec().seal(passing, new LinkClass(1, 0));
        assertThat(received(c, onward, stranger.self()).message()).isEqualTo(request);
    }

    @Test
    void f04_emptyIdsAreLegalAndMeanTheReceiver() throws MalformedException {
        Message open = Message.of(Samples.T1, Opaque.of(Bytes.utf8("all")));
        Bytes frame = a.codec().seal(written(a, open), new LinkClass(2, 0));
        assertThat(packets.decode(frame).route().orElseThrow().destination()).isEqualTo(Bytes.empty());
        assertThat(received(b, frame, a.self()).message()).isEqualTo(open);
        Bytes unrouted = a.codec().seal(written(a, request), new LinkClass(0, 0));
        assertThat(packets.decode(unrouted).route()).isEmpty();
        assertThat(received(b, unrouted, a.self()).message().recipients()).isEqualTo(Recipients.ALL);
        assertThat(received(b, unrouted, a.self()).origin()).contains(a.self());
    }

    @Test
    void f08_unknownTypesAreDroppedAndTheLinkGoesOn() {
        for (int type : new int[] {13, 254, 255, 0xffff}) {
            Bytes frame = packets.encode(P2p3Packet.plain(type, 9, 0, Bytes.empty()), false);
            assertDropped(a, frame, Integer.toString(type), FiscoDropReasons.UNKNOWN_TYPE);
        }
        Bytes amop = packets.encode(P2p3Packet.plain(7, 9, 0, Bytes.fromHex("000000090000")), false);
        assertDropped(a, amop, "AMOP type 9", FiscoDropReasons.UNKNOWN_TYPE);
    }

    @Test
    void f23_sequencesOfAnotherSizeAreRefused() {
        for (String payload : List.of("", "000000", "0000000005")) {
            for (int type : new int[] {9, 0xa}) {
                Bytes frame = packets.encode(P2p3Packet.plain(type, 9, 0, Bytes.fromHex(payload)), false);
                assertDropped(a, frame, "it has 4", DropReason.MALFORMED);
            }
        }
        Bytes request = packets.encode(P2p3Packet.plain(3, 9, 0, Bytes.utf8("x")), false);
        assertDropped(a, request, "it has none", DropReason.MALFORMED);
    }

    @Test
    void f17_seqsCountFrom2AndCorrelationsThatDoNotFitAreRefused() throws MalformedException {
        assertThat(a.nextCorrelation()).isEqualTo(Correlation.of(2));
        assertThat(packets.decode(a.codec()
                                .write(Message.of(Topic.NONE, new RouteRequest()))
                                .content())
                        .seq())
                .isEqualTo(3);
        assertThatThrownBy(() -> a.codec().write(request.withCorrelation(Correlation.of(1L << 32))))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("nextCorrelation");
        assertThatThrownBy(() -> a.codec().write(request.withCorrelation(new Correlation(Bytes.utf8("text")))))
                .isInstanceOf(GossipException.class);
        Bytes unnumbered = packets.encode(P2p3Packet.plain(0, 0, 1, Bytes.utf8("0")), false);
        assertDropped(a, unnumbered, "seq 0", DropReason.MALFORMED);
    }

    @Test
    void wrongMessagesAreRefusedWithWhatToDo() {
        assertThatThrownBy(() -> a.codec().write(Message.of(Topic.of("group0", "t"), Opaque.of(Bytes.empty()))))
                .hasMessageContaining("Topic.named");
        assertThatThrownBy(() -> a.codec()
                        .write(Message.of(Topic.NONE, new TopicsRequest(), MessageKind.REQUEST, Correlation.of(4))))
                .hasMessageContaining("ONE_WAY");
        FiscoEndpoint second = new TestContext(time, Certificates.SECP_A)
                .with("generation", "2")
                .open();
        assertThatThrownBy(() -> second.codec().write(Message.of(Topic.NONE, new TopicsRequest())))
                .hasMessageContaining("REQUEST");
        assertThatThrownBy(() -> second.codec().write(Message.of(Topic.NONE, new RouteRequest())))
                .hasMessageContaining("route-request");
        assertThatThrownBy(() -> a.codec().write(Message.of(Topic.NONE, new TopicSequence(-1))))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> a.codec().write(Message.of(Topic.NONE, new Transit(b.self(), 3))))
                .hasMessageContaining("transit");
    }

    @Test
    void f24_answersMayBearTheTopicOfTheirRequest() throws MalformedException {
        Message failure =
                Message.of(Samples.T1, new AmopFailure(Reason.NO_SUBSCRIBER, "no"), MessageKind.ERROR, Samples.SEVEN);
        Message code = Message.of(Topic.scope("group0"), new DeliveryCode(1002), MessageKind.ERROR, Samples.SEVEN);
        for (Message answer : List.of(failure, code)) {
            Bytes frame = a.codec().seal(written(a, answer), new LinkClass(3, 0));
            Message read = received(b, frame, a.self()).message();
            assertThat(read.body()).isEqualTo(answer.body());
            assertThat(read.correlation()).isEqualTo(answer.correlation());
            assertThat(read.kind()).isEqualTo(MessageKind.ERROR);
        }
    }

    @Test
    void interestDecidesWhoGetsAnApplicationsMessage() {
        Envelope open = written(a, Message.of(Samples.T1, Opaque.of(Bytes.empty())));
        Peer peer =
                new Peer("fisco", b.self(), Optional.empty(), Optional.empty(), Optional.empty(), true, true, Map.of());
        TestContext view = new TestContext(time, Certificates.RSA_A);
        assertThat(a.eligible(open, peer, view)).isTrue();
        a.interest((id, topic) -> !id.equals(b.self()));
        assertThat(a.eligible(open, peer, view)).isFalse();
        assertThat(a.eligible(written(a, Message.of(Topic.NONE, new TopicSequence(1))), peer, view))
                .isFalse();
    }

    private static void assertDropped(FiscoEndpoint at, Bytes frame, String why, DropReason reason) {
        assertThatThrownBy(() -> received(at, frame, new NodeId(Bytes.utf8("neighbour"))))
                .isInstanceOfSatisfying(MalformedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.isFatal()).isFalse();
                })
                .hasMessageContaining(why);
    }

    private static Envelope written(FiscoEndpoint from, Message message) {
        Codec.Content content = from.codec().write(message);
        Sealed sealed = from.codec().sealed(message, content, Bytes.empty(), List.of());
        return new Envelope(message, sealed, from.codec().idOf(sealed));
    }

    /** The envelope of bytes that {@code from} sent itself. */
    private static Envelope written(FiscoEndpoint from, Message message, Bytes frame) throws MalformedException {
        Sealed sealed = from.codec().open(frame, Samples.link(from.self()));
        return new Envelope(message, sealed, from.codec().idOf(sealed));
    }

    private static Envelope received(FiscoEndpoint at, Bytes frame, NodeId from) throws MalformedException {
        Sealed sealed = at.codec().open(frame, Samples.link(from));
        return new Envelope(
                at.codec().read(sealed, Samples.link(from)), sealed, at.codec().idOf(sealed));
    }
}
