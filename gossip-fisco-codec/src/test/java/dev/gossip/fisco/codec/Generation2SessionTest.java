package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Assurance;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.AmopSeq;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.testkit.VirtualTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links of generation 2, and its messages against golden packets. */
class Generation2SessionTest {

    private final VirtualTime time = new VirtualTime();
    private final TestContext context = new TestContext(time, Certificates.SECP_A).with("generation", "2");
    private final FiscoEndpoint endpoint = context.open();

    @Test
    void f12_theCertificateIsTheWholeGreeting() {
        FakeControl control = open(Certificates.SECP_B);
        NodeId id = CertificateKey.of(Certificates.SECP_B).generation2();
        assertThat(id.hex()).hasSize(128);
        assertThat(control.peers.get(0).id()).contains(id);
        assertThat(control.peers.get(0).assurance()).isEqualTo(Assurance.AUTHENTICATED);
        assertThat(open(Certificates.SM2_B).peers).hasSize(1);
    }

    @Test
    void f12_whatGivesNoIdIsRefused() {
        open(Certificates.UNSAID).assertRefused(FiscoDropReasons.AUTHORITY_CERTIFICATE);
        open(Certificates.AUTHORITY).assertRefused(FiscoDropReasons.AUTHORITY_CERTIFICATE);
        open(Certificates.RSA_A).assertRefused(FiscoDropReasons.NO_NODE_ID);
        open(Certificates.SECP_A).assertRefused(DropReason.SELF_CONNECTION);
        FakeControl plain = new FakeControl(time, SecurityFacts.PLAIN);
        context.with("allowPlaintext", "true").open().newSession(plain).onOpen();
        plain.assertRefused(FiscoDropReasons.PLAINTEXT);
    }

    @Test
    void f25_theTopicSequenceIsSentEvery5SecondsAndIsTheHeartbeat() {
        endpoint.topicSequence(7);
        FakeControl control = open(Certificates.SECP_B);
        endpoint.topicSequence(8);
        time.advance(Duration.ofSeconds(10));
        assertThat(control.sent)
                .extracting(frame ->
                        frame.slice(0, 12).hex() + "/" + frame.slice(16).utf8())
                .containsExactly(
                        "000000110000000000020001/7", "000000110000000000020001/8", "000000110000000000020001/8");
        assertThat(control.sent.stream().map(frame -> frame.slice(12, 4).hex()).distinct())
                .as("each has a seq of its own")
                .hasSize(3);
    }

    @Test
    void f11_silenceEndsTheLink() {
        FakeControl control = open(Certificates.SECP_B);
        time.advance(Duration.ofSeconds(60));
        control.assertRefused(FiscoDropReasons.IDLE);
    }

    @Test
    void f25_topicsAreAskedForAndAnsweredUnderOneSeq() throws MalformedException {
        Message request = read(Vectors.hex("p2p2-requesttopics"));
        assertThat(request)
                .isEqualTo(Message.of(Topic.NONE, new TopicsRequest(), MessageKind.REQUEST, Correlation.of(7)));
        assertThat(endpoint.codec().write(request).content()).isEqualTo(Vectors.hex("p2p2-requesttopics"));
        TopicList list = new TopicList(5, List.of("t1", "#!$TopicNeedVerify_secret"));
        Message answer = Message.of(Topic.NONE, list, MessageKind.RESPONSE, request.correlation());
        Bytes packet = endpoint.codec().write(answer).content();
        assertThat(packet.slice(4, 12).hex()).isEqualTo("0000fffffffe000300000007");
        assertThat(packet.slice(16).utf8()).isEqualTo("5\tt1\t#!$TopicNeedVerify_secret");
        assertThat(read(packet)).isEqualTo(answer);
        Message tab = answer.withBody(new TopicList(5, List.of("a\tb")));
        assertThatThrownBy(() -> endpoint.codec().write(tab)).hasMessageContaining("TAB");
    }

    @Test
    void f25_amopTravelsAsTheWholeChannelFrameOfTheSdk() throws MalformedException {
        Message unicast = read(Vectors.hex("p2p2-amop-unicast"));
        assertThat(unicast.kind()).isEqualTo(MessageKind.REQUEST);
        assertThat(unicast.topic()).isEqualTo(Topic.named("t1"));
        assertThat(unicast.body()).isEqualTo(Opaque.of(Bytes.utf8("hello")));
        assertThat(unicast.attributes().get(AmopSeq.KEY)).contains(Samples.AMOP_SEQ);
        assertThat(endpoint.codec().write(unicast).content()).isEqualTo(Vectors.hex("p2p2-amop-unicast"));
        Message multicast = read(Vectors.hex("p2p2-amop-multicast"));
        assertThat(multicast.kind()).isEqualTo(MessageKind.ONE_WAY);
        Bytes again = endpoint.codec().write(multicast).content();
        assertThat(again.slice(16)).isEqualTo(Vectors.hex("p2p2-amop-multicast").slice(16));
        assertThat(again.slice(0, 12))
                .isEqualTo(Vectors.hex("p2p2-amop-multicast").slice(0, 12));
    }

    @Test
    void anApplicationsMessageIsNumberedLikeThatOfAnSdk() throws MalformedException {
        Message publish = Message.of(Topic.named("t1"), Opaque.of(Bytes.utf8("hi")));
        String first = seq(endpoint.codec().write(publish).content());
        time.advance(Duration.ofSeconds(1));
        String restarted = seq(context.open().codec().write(publish).content());
        assertThat(List.of(first, seq(endpoint.codec().write(publish).content()), restarted))
                .doesNotHaveDuplicates()
                .allMatch(seq -> seq.matches("[0-9a-f]{32}"));
    }

    private String seq(Bytes packet) throws MalformedException {
        return read(packet).attributes().get(AmopSeq.KEY).orElseThrow();
    }

    private Message read(Bytes packet) throws MalformedException {
        return endpoint.codec()
                .read(endpoint.codec().open(packet, Samples.link(endpoint.self())), Samples.link(endpoint.self()));
    }

    private FakeControl open(X509Certificate peer) {
        FakeControl control = new FakeControl(time, FakeControl.tls(Certificates.SECP_A, peer));
        LinkSession session = endpoint.newSession(control);
        session.onOpen();
        return control;
    }
}
