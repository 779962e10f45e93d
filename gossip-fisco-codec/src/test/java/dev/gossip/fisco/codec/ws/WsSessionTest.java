package dev.gossip.fisco.codec.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
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
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Links between nodes and SDKs of 3.x, against what the real SDK sends and accepts. */
class WsSessionTest {

    private final VirtualTime time = new VirtualTime();
    private final TestContext context = new TestContext(time, Certificates.RSA_A);
    private final EndpointProtocol endpoint = new FiscoWebsocketProtocol().open(context);
    private final FakeControl control = new FakeControl(time, FakeControl.tls(Certificates.RSA_A, Certificates.RSA_B));

    @Test
    void f41_theSdksHandshakeIsAnsweredWithAVersionOfAtLeast1() throws Exception {
        LinkSession session = open(control);
        assertThat(control.peers).isEmpty();
        session.onFrame(Vectors.hex("ws3-handshake"));
        WsMessage answer = WsMessage.decode(control.sent.get(0));
        WsMessage asked = WsMessage.decode(Vectors.hex("ws3-handshake"));
        assertThat(answer.seq()).isEqualTo(asked.seq());
        assertThat(answer.type()).isEqualTo(asked.type());
        JsonNode json = new ObjectMapper().readTree(answer.payload().utf8());
        assertThat(json.path("protocolVersion").asInt()).isEqualTo(2);
        assertThat(json.path("groupInfoList").isArray()).isTrue();
        assertThat(json.path("groupBlockNumber").isArray()).isTrue();
        assertThat(control.peers).hasSize(1);
        session.onFrame(Vectors.hex("ws3-subtopic-t1"));
        assertThat(control.delivered).containsExactly(Vectors.hex("ws3-subtopic-t1"));
    }

    @Test
    void f41_versionsThatSdksWouldDropAreRefused() {
        LinkSession session = open(control);
        session.onFrame(handshake("{\"maxVersion\":0,\"minVersion\":0,\"moduleID\":2}"));
        control.assertRefused(FiscoDropReasons.INCOMPATIBLE_VERSION);
        assertThat(control.sent).isEmpty();
    }

    @Test
    void aMessageBeforeTheHandshakeAndAMalformedHandshakeEndTheLink() {
        open(control).onFrame(Vectors.hex("ws3-subtopic-t1"));
        control.assertRefused(DropReason.GREETING_REFUSED);
        FakeControl other = new FakeControl(time, control.security);
        open(other).onFrame(handshake("[]"));
        other.assertRefused(DropReason.MALFORMED);
    }

    @Test
    void tlsWithoutCertificateIsEnoughAndPlainTextOnlyWhereAllowed() {
        FakeControl anonymous =
                new FakeControl(time, new SecurityFacts("TLSv1.2", "suite", List.of(), Optional.empty()));
        open(anonymous).onFrame(Vectors.hex("ws3-handshake"));
        assertThat(anonymous.peers).hasSize(1);
        FakeControl plain = new FakeControl(time, SecurityFacts.PLAIN);
        open(plain);
        plain.assertRefused(FiscoDropReasons.PLAINTEXT);
        FakeControl allowed = new FakeControl(time, SecurityFacts.PLAIN);
        LinkSession session = new FiscoWebsocketProtocol()
                .open(new TestContext(time, Certificates.RSA_A).with("allowPlaintext", "true"))
                .newSession(allowed);
        session.onOpen();
        session.onFrame(Vectors.hex("ws3-handshake"));
        assertThat(allowed.peers).hasSize(1);
    }

    @Test
    void f41_ourOwnSdkSideGreetsANode() {
        FakeControl node = new FakeControl(time, FakeControl.tls(Certificates.RSA_B, Certificates.RSA_A));
        node.dialled = true;
        LinkSession there = open(control);
        LinkSession here = new FiscoWebsocketProtocol()
                .open(new TestContext(time, Certificates.RSA_B))
                .newSession(node);
        here.onOpen();
        assertThat(WsMessageText.payload(node.sent.get(0)))
                .isEqualTo(WsMessageText.payload(Vectors.hex("ws3-handshake")));
        node.sent.forEach(there::onFrame);
        control.sent.forEach(here::onFrame);
        assertThat(node.peers).hasSize(1);
        assertThat(control.peers).hasSize(1);
    }

    @Test
    void f41_whatTheSdkSendsIsUnderstoodAndWrittenAlike() throws MalformedException {
        assertThat(read("ws3-amop-request").kind()).isEqualTo(MessageKind.REQUEST);
        assertThat(read("ws3-amop-request").topic()).isEqualTo(Topic.named("t1"));
        assertThat(read("ws3-amop-broadcast").kind()).isEqualTo(MessageKind.ONE_WAY);
        assertThat(read("ws3-amop-response").body()).isEqualTo(Opaque.of(Bytes.utf8("ack<hello>")));
        assertThat(read("ws3-subtopic-empty").body()).isEqualTo(new SubscribedTopics(List.of()));
        for (String name : List.of(
                "ws3-amop-request",
                "ws3-amop-broadcast",
                "ws3-amop-response",
                "ws3-subtopic-empty",
                "ws3-subtopic-t1",
                "ws3-amop-push")) {
            assertThat(endpoint.codec().write(read(name)).content()).as(name).isEqualTo(Vectors.hex(name));
        }
    }

    @Test
    void f30_noSubscriberIs3001WithAText() throws MalformedException {
        Message error = read("ws3-amop-error-3001");
        assertThat(error.kind()).isEqualTo(MessageKind.ERROR);
        assertThat(((AmopFailure) error.body()).reason()).isEqualTo(Reason.NO_SUBSCRIBER);
        assertThat(endpoint.codec().write(error).content()).isEqualTo(Vectors.hex("ws3-amop-error-3001"));
    }

    @Test
    void f30_aRequestMayBeAnsweredByAFailureUnderItsOwnTopic() throws MalformedException {
        Message request = read("ws3-amop-request");
        Message failure = Message.of(
                request.topic(), new AmopFailure(Reason.FAILED, "no"), MessageKind.ERROR, request.correlation());
        WsMessage message = WsMessage.decode(endpoint.codec().write(failure).content());
        assertThat(message.status()).isEqualTo(3003);
        assertThat(message.seq()).isEqualTo(request.correlation().value());
    }

    @Test
    void anAnswerToABroadcastBelongsToNothing() {
        Bytes naive = new WsMessage(WsMessage.AMOP_RESPONSE, 0, Bytes.empty(), 0, Bytes.utf8("ack")).encode();
        assertThatThrownBy(() -> read(naive))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.reason()).isEqualTo(DropReason.UNMATCHED_RESPONSE));
    }

    @Test
    void anyMessageIsSurvived() {
        for (String name : List.of("ws3-handshake", "ws3-amop-request", "ws3-subtopic-t1", "ws3-amop-error-3001")) {
            Fuzz.damage(name, Vectors.hex(name), this::read);
            Fuzz.damage(name, Vectors.hex(name), frame -> {
                FakeControl link = new FakeControl(time, control.security);
                open(link).onFrame(frame);
                return link;
            });
        }
    }

    private Message read(String vector) throws MalformedException {
        return read(Vectors.hex(vector));
    }

    private Message read(Bytes frame) throws MalformedException {
        return endpoint.codec()
                .read(endpoint.codec().open(frame, Samples.link(endpoint.self())), Samples.link(endpoint.self()));
    }

    private LinkSession open(FakeControl link) {
        LinkSession session = endpoint.newSession(link);
        session.onOpen();
        return session;
    }

    private static Bytes handshake(String json) {
        return new WsMessage(WsMessage.HANDSHAKE, 0, Bytes.utf8("s"), 0, Bytes.utf8(json)).encode();
    }

    private static final class WsMessageText {
        static String payload(Bytes frame) {
            try {
                return WsMessage.decode(frame).payload().utf8();
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
