package dev.gossip.fisco.codec.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Assurance;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.Certificates;
import dev.gossip.fisco.codec.FakeControl;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.fisco.codec.Fuzz;
import dev.gossip.fisco.codec.Samples;
import dev.gossip.fisco.codec.TestContext;
import dev.gossip.fisco.codec.Vectors;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.body.TopicCertRequest;
import dev.gossip.fisco.codec.body.TopicVerdict;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Links between nodes and SDKs of 2.x, against what the real SDK sends and accepts. */
class ChannelSessionTest {

    private final VirtualTime time = new VirtualTime();
    private final TestContext context = new TestContext(time, Certificates.SECP_A);
    private final EndpointProtocol endpoint = new FiscoChannelProtocol().open(context);
    private final FakeControl control =
            new FakeControl(time, FakeControl.tls(Certificates.SECP_A, Certificates.SECP_B));

    @Test
    void f34_aNodeServesAnSdkFromTheFirstFrameOnAndAnswersItsHandshake() {
        LinkSession session = open();
        assertThat(control.peers).hasSize(1);
        assertThat(control.peers.get(0).assurance()).isEqualTo(Assurance.AUTHENTICATED);
        assertThat(control.sent).isEmpty();
        session.onFrame(Vectors.hex("chan2-getclientversion"));
        assertThat(control.delivered).containsExactly(Vectors.hex("chan2-getclientversion"));
        assertThat(session.linkClass().version()).isEqualTo(1);
        session.onFrame(Vectors.hex("chan2-handshake"));
        assertThat(control.sent).containsExactly(Vectors.hex("chan2-handshake-reply"));
        assertThat(session.linkClass().version()).isEqualTo(3);
    }

    @Test
    void f35_heartbeatsAreAnsweredAsJsonInEveryProtocol() throws MalformedException {
        LinkSession session = open();
        session.onFrame(Vectors.hex("chan2-heartbeat"));
        assertThat(control.sent).containsExactly(Vectors.hex("chan2-heartbeat-reply"));
        session.onFrame(Vectors.hex("chan2-heartbeat-v1"));
        ChannelFrame old = ChannelFrame.decode(Vectors.hex("chan2-heartbeat-v1"));
        assertThat(control.sent.get(1))
                .isEqualTo(new ChannelFrame(0x13, old.seq(), 0, Bytes.utf8("{\"heartBeat\":1}\n")).encode());
        assertThat(control.delivered).isEmpty();
        for (int i = 0; i < 60; i++) {
            time.advance(Duration.ofSeconds(2));
            session.onFrame(Vectors.hex("chan2-heartbeat"));
        }
        assertThat(control.refusals).isEmpty();
        time.advance(Duration.ofSeconds(120));
        control.assertRefused(FiscoDropReasons.IDLE);
    }

    @Test
    void disjointProtocolsAndMalformedHandshakesEndTheLink() {
        open().onFrame(frame(0x14, "{\"maximumSupport\":9,\"minimumSupport\":4}"));
        control.assertRefused(FiscoDropReasons.INCOMPATIBLE_VERSION);
        FakeControl other = new FakeControl(time, control.security);
        LinkSession session = endpoint.newSession(other);
        session.onOpen();
        session.onFrame(frame(0x14, "hello"));
        other.assertRefused(DropReason.MALFORMED);
    }

    @Test
    void f12_anSdkWithoutCertificateIsRefused() {
        control.security = new SecurityFacts("TLSv1.2", "suite", List.of(), Optional.empty());
        open();
        control.assertRefused(DropReason.NO_PEER_CERTIFICATE);
        FakeControl plain = new FakeControl(time, SecurityFacts.PLAIN);
        endpoint.newSession(plain).onOpen();
        plain.assertRefused(FiscoDropReasons.PLAINTEXT);
    }

    @Test
    void f12_anSdkOfAnotherAgencyIsRefusedUnlessTheCheckIsOff() {
        control.security = FakeControl.tls(Certificates.SECP_A, Certificates.ELSEWHERE);
        open();
        control.assertRefused(FiscoDropReasons.FOREIGN_ISSUER);
        assertThat(control.detail)
                .contains("OU=elsewhere")
                .contains("OU=agency")
                .contains("checkCertIssuer=false");
        FakeControl unknown = new FakeControl(
                time, new SecurityFacts("TLSv1.2", "suite", List.of(Certificates.ELSEWHERE), Optional.empty()));
        endpoint.newSession(unknown).onOpen();
        unknown.assertRefused(FiscoDropReasons.FOREIGN_ISSUER);

        FakeControl other = new FakeControl(time, control.security);
        new FiscoChannelProtocol()
                .open(context.with("checkCertIssuer", "false"))
                .newSession(other)
                .onOpen();
        assertThat(other.refusals).isEmpty();
        assertThat(other.peers).hasSize(1);
    }

    /** The check is the node's: an SDK believes whatever node its roots vouch for. */
    @Test
    void f12_anSdkChecksNoIssuer() {
        control.security = FakeControl.tls(Certificates.SECP_A, Certificates.ELSEWHERE);
        control.dialled = true;
        open();
        assertThat(control.refusals).isEmpty();
    }

    @Test
    void sdksThatShareACertificateAreToldApart() {
        endpoint.newSession(control).onOpen();
        FakeControl second = new FakeControl(time, control.security);
        endpoint.newSession(second).onOpen();
        assertThat(second.peers.get(0).id()).isNotEqualTo(control.peers.get(0).id());
    }

    @Test
    void f36_ourOwnSdkSideGreetsANodeAndBeats() {
        FakeControl node = new FakeControl(time, FakeControl.tls(Certificates.SECP_B, Certificates.SECP_A));
        EndpointProtocol sdk = new FiscoChannelProtocol().open(new TestContext(time, Certificates.SECP_B));
        control.dialled = false;
        node.dialled = true;
        LinkSession there = open();
        LinkSession here = sdk.newSession(node);
        here.onOpen();
        assertThat(node.peers).isEmpty();
        node.sent.forEach(there::onFrame);
        control.sent.forEach(here::onFrame);
        assertThat(node.peers).hasSize(1);
        assertThat(here.linkClass().version()).isEqualTo(3);
        assertThat(node.peers.get(0).id().map(NodeId::hex))
                .hasValueSatisfying(id -> assertThat(id).hasSize(130));
        node.sent.clear();
        time.advance(Duration.ofSeconds(6));
        assertThat(node.sent)
                .hasSize(3)
                .allSatisfy(frame -> assertThat(frame.slice(42).utf8()).isEqualTo("{\"heartBeat\":0}"));
        time.advance(Duration.ofSeconds(4));
        node.assertRefused(FiscoDropReasons.IDLE);
    }

    @Test
    void aNodeThatDoesNotAnswerTheHandshakeIsGivenUp() {
        context.with("idleTimeout", "1m");
        control.dialled = true;
        open();
        time.advance(Duration.ofSeconds(10));
        control.assertRefused(DropReason.GREETING_TIMEOUT);
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void f34_whatTheSdkSendsIsUnderstood() throws MalformedException {
        assertThat(read("chan2-getgrouplist").body()).isInstanceOf(JsonRpc.class);
        assertThat(read("chan2-getgrouplist").kind()).isEqualTo(MessageKind.REQUEST);
        assertThat(read("chan2-getclientversion-reply-minimal").kind()).isEqualTo(MessageKind.RESPONSE);
        assertThat(read("chan2-topics-utf8").body())
                .isEqualTo(new SubscribedTopics(List.of("_block_notify_1", "主题", "t1")));
        assertThat(read("chan2-amop-unicast").kind()).isEqualTo(MessageKind.REQUEST);
        assertThat(read("chan2-amop-reply").body()).isEqualTo(Opaque.of(Bytes.utf8("ack<hello>")));
        assertThat(read("chan2-amop-reply").correlation()).isEqualTo(ChannelSamples.SEQ);
        assertThat(read("chan2-amop-multicast").kind()).isEqualTo(MessageKind.ONE_WAY);
        assertThat(read("chan2-amop-multicast-ack").kind()).isEqualTo(MessageKind.RESPONSE);
    }

    @Test
    void f38_errorCodesAreAnswersWithoutTopic() throws MalformedException {
        Message error = read("chan2-amop-error-100");
        assertThat(error.kind()).isEqualTo(MessageKind.ERROR);
        assertThat(error.body()).isEqualTo(new AmopFailure(Reason.NO_SUBSCRIBER, "code 100"));
        assertThat(endpoint.codec().write(error).content()).isEqualTo(Vectors.hex("chan2-amop-error-100"));
    }

    @Test
    void f38_aRequestMayBeAnsweredByAFailureUnderItsOwnTopic() throws MalformedException {
        Message request = read("chan2-amop-unicast");
        Message failure = Message.of(
                request.topic(), new AmopFailure(Reason.CONGESTED, "full"), MessageKind.ERROR, request.correlation());
        ChannelFrame frame = ChannelFrame.decode(endpoint.codec().write(failure).content());
        assertThat(frame)
                .isEqualTo(new ChannelFrame(0x31, ChannelSamples.SEQ.value().utf8(), 103, Bytes.empty()));
    }

    @Test
    void f40_theFramesOfAPrivateTopicAreUnderstoodAndWrittenAlike() throws MalformedException {
        assertThat(((TopicCertRequest) read("chan2-private-1-request-cert").body()).topic())
                .isEqualTo("#!$TopicNeedVerify_secret");
        assertThat(read("chan2-private-2-ack").kind()).isEqualTo(MessageKind.RESPONSE);
        assertThat(read("chan2-private-4-signature").body())
                .isInstanceOfSatisfying(
                        Opaque.class,
                        answer -> assertThat(answer.joined().length()).isEqualTo(65));
        assertThat(((TopicVerdict) read("chan2-private-5-topic-status").body()).accepted())
                .isTrue();
        for (String step :
                List.of("1-request-cert", "2-ack", "3-challenge", "4-signature", "5-topic-status", "6-message")) {
            Bytes frame = Vectors.hex("chan2-private-" + step);
            assertThat(endpoint.codec().write(read("chan2-private-" + step)).content())
                    .as(step)
                    .isEqualTo(frame);
        }
    }

    @Test
    void f42_blockNoticesHaveTheFormOfTheLinksProtocol() throws MalformedException {
        Message notice = Message.of(Topic.NONE, new BlockNotify("1", 42));
        Codec codec = endpoint.codec();
        Codec.Content content = codec.write(notice);
        var sealed = codec.sealed(notice, content, Bytes.empty(), List.of());
        var envelope = new Envelope(notice, sealed, codec.idOf(sealed));
        assertThat(codec.seal(envelope, new LinkClass(3, 0)).slice(42).utf8())
                .isEqualTo("\u0010_block_notify_1{\"blockNumber\":42,\"groupID\":1}");
        Bytes old = codec.seal(envelope, new LinkClass(1, 0));
        assertThat(old.slice(42).utf8()).isEqualTo("\u0010_block_notify_11,42");
        assertThat(old.slice(6, 32).utf8()).isEqualTo(ChannelFrame.PUSH_SEQ);
        assertThat(codec.read(codec.open(old, Samples.link(endpoint.self())), Samples.link(endpoint.self())))
                .isEqualTo(notice);
    }

    @Test
    void anyFrameIsSurvived() {
        for (String name : List.of("chan2-handshake", "chan2-heartbeat", "chan2-amop-unicast")) {
            Fuzz.damage(name, Vectors.hex(name), frame -> {
                FakeControl link = new FakeControl(time, control.security);
                LinkSession session = endpoint.newSession(link);
                session.onOpen();
                session.onFrame(frame);
                session.onClosed();
                for (Bytes delivered : link.delivered) {
                    endpoint.codec()
                            .read(
                                    endpoint.codec().open(delivered, Samples.link(endpoint.self())),
                                    Samples.link(endpoint.self()));
                }
                return session;
            });
        }
    }

    private Message read(String vector) throws MalformedException {
        return endpoint.codec()
                .read(
                        endpoint.codec().open(Vectors.hex(vector), Samples.link(endpoint.self())),
                        Samples.link(endpoint.self()));
    }

    private LinkSession open() {
        LinkSession session = new FiscoChannelProtocol().open(context).newSession(control);
        session.onOpen();
        return session;
    }

    private static Bytes frame(int type, String json) {
        return new ChannelFrame(type, "f".repeat(32), 0, Bytes.utf8(json)).encode();
    }
}
