package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Assurance;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.tars.ProtocolInfo;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.testkit.VirtualTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Greeting, heartbeat and end of links of generation 3. */
class Generation3SessionTest {

    private static final String HEARTBEAT = "0000000e00000001000000000000";
    private static final Bytes STATUS_SEQ = Vectors.hex("p2p3-syncnodeseq-v1");

    private final VirtualTime time = new VirtualTime();
    private final TestContext context = new TestContext(time, Certificates.RSA_A);
    private final FakeControl control = new FakeControl(time, FakeControl.tls(Certificates.RSA_A, Certificates.RSA_B));

    @Test
    void f09_bothSidesSendAHandshakeAndTheLowerMaximumIsTheVersion() throws MalformedException {
        LinkSession session = open();
        assertThat(control.sent)
                .extracting(Bytes::hex)
                .containsExactly(HEARTBEAT, "00000013" + "0000" + "0002" + "00000000" + "0000" + "10012c3003");
        assertThat(control.peers).isEmpty();
        session.onFrame(handshake(0, 2));
        assertThat(session.linkClass().version()).isEqualTo(2);
        assertThat(control.peers).hasSize(1);
        assertThat(control.peers.get(0).id()).contains(id(Certificates.RSA_B));
        assertThat(control.peers.get(0).assurance()).isEqualTo(Assurance.AUTHENTICATED);
        assertThat(control.delivered).isEmpty();
    }

    @Test
    void f09_disjointRangesCloseTheLink() {
        open().onFrame(handshake(4, 9));
        control.assertRefused(FiscoDropReasons.INCOMPATIBLE_VERSION);
        assertThat(control.peers).isEmpty();
    }

    @Test
    void f09_ourOwnMaximumCanBeLowered() {
        context.with("maxVersion", "1");
        LinkSession session = open();
        session.onFrame(handshake(0, 3));
        assertThat(session.linkClass().version()).isEqualTo(1);
    }

    @Test
    void f10_aPeerWithoutHandshakeIsServedInVersion0AndMayNegotiateLater() {
        LinkSession session = open();
        session.onFrame(STATUS_SEQ);
        assertThat(control.peers).hasSize(1);
        assertThat(control.delivered).containsExactly(STATUS_SEQ);
        assertThat(session.linkClass().version()).isZero();
        session.onFrame(handshake(0, 3));
        assertThat(session.linkClass().version()).isEqualTo(3);
    }

    @Test
    void f10_aSilentPeerIsServedInVersion0AfterTheDeadline() {
        LinkSession session = open();
        time.advance(Duration.ofMillis(4_999));
        assertThat(control.peers).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(control.peers).hasSize(1);
        assertThat(session.linkClass().version()).isZero();
        assertThat(context.open().linkPolicy().greetingTimeout()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void f22_routersSeeWhichNeighboursTakePacketsForOthers() {
        NodeId peer = id(Certificates.RSA_B);
        assertThat(endpoint.linkVersion(peer)).isEmpty();
        LinkSession first = endpoint.newSession(control);
        first.onOpen();
        first.onFrame(STATUS_SEQ);
        assertThat(endpoint.linkVersion(peer)).hasValue(0);
        first.onFrame(handshake(0, 2));
        assertThat(endpoint.linkVersion(peer)).hasValue(2);
        LinkSession second = endpoint.newSession(new FakeControl(time, control.security));
        second.onOpen();
        second.onFrame(handshake(0, 1));
        assertThat(endpoint.linkVersion(peer)).hasValue(1);
        second.onClosed();
        assertThat(endpoint.linkVersion(peer)).as("the older link survived").hasValue(2);
        first.onClosed();
        assertThat(endpoint.linkVersion(peer)).isEmpty();
    }

    @Test
    void aMalformedHandshakeEndsTheLink() {
        open().onFrame(packet(2, Bytes.fromHex("1001")));
        control.assertRefused(DropReason.MALFORMED);
        assertThat(control.detail).contains("handshake");
    }

    @Test
    void f11_aHeartbeatIsSentEvery5Seconds() {
        open().onFrame(handshake(0, 3));
        control.sent.clear();
        time.advance(Duration.ofSeconds(20));
        assertThat(control.sent)
                .hasSize(4)
                .allSatisfy(frame -> assertThat(frame.hex()).isEqualTo(HEARTBEAT));
    }

    @Test
    void f11_aSilentPeerIsDroppedAfter60To120Seconds() {
        LinkSession session = open();
        session.onFrame(handshake(0, 3));
        time.advance(Duration.ofSeconds(59));
        session.onFrame(Bytes.fromHex(HEARTBEAT));
        time.advance(Duration.ofSeconds(60));
        assertThat(control.refusals).isEmpty();
        time.advance(Duration.ofSeconds(1));
        control.assertRefused(FiscoDropReasons.IDLE);
        assertThat(control.detail).contains("idleTimeout");
        time.advance(Duration.ofMinutes(5));
        assertThat(control.refusals).hasSize(1);
    }

    @Test
    void f11_theIdleTimeIsConfigurableAndHeartbeatsKeepALinkAlive() {
        context.with("idleTimeout", "2s");
        LinkSession session = open();
        for (int i = 0; i < 20; i++) {
            time.advance(Duration.ofSeconds(1));
            session.onFrame(Bytes.fromHex(HEARTBEAT));
        }
        assertThat(control.refusals).isEmpty();
        time.advance(Duration.ofSeconds(4));
        control.assertRefused(FiscoDropReasons.IDLE);
    }

    @Test
    void f12_aPeerWithoutCertificateOrWithoutTlsIsRefusedBeforeAnythingIsSent() {
        control.security = new SecurityFacts("TLSv1.2", "suite", List.of(), Optional.of(Certificates.RSA_A));
        open();
        control.assertRefused(DropReason.NO_PEER_CERTIFICATE);
        FakeControl plain = new FakeControl(time, SecurityFacts.PLAIN);
        context.open().newSession(plain).onOpen();
        plain.assertRefused(FiscoDropReasons.PLAINTEXT);
        assertThat(control.sent).isEmpty();
        assertThat(plain.sent).isEmpty();
    }

    @Test
    void f12_everyKindOfKeyIdentifies() {
        for (X509Certificate peer : List.of(Certificates.SECP_A, Certificates.P256, Certificates.SM2)) {
            FakeControl link = new FakeControl(time, FakeControl.tls(Certificates.RSA_A, peer));
            LinkSession session = context.open().newSession(link);
            session.onOpen();
            session.onFrame(handshake(0, 3));
            assertThat(link.peers.get(0).id()).contains(id(peer));
        }
    }

    @Test
    void f12_anAuthoritysCertificateIdentifiesNobody() {
        control.security = FakeControl.tls(Certificates.RSA_A, Certificates.AUTHORITY);
        open();
        control.assertRefused(FiscoDropReasons.AUTHORITY_CERTIFICATE);
    }

    @Test
    void f13_whatTrustRefusesIsRefusedAlsoWithoutBasicConstraints() {
        context.trust = Optional.of((organisation, pem) -> new Trust.Refused(
                DropReason.UNTRUSTED_IDENTITY, pem.utf8().lines().findFirst().orElse("")));
        control.security = FakeControl.tls(Certificates.RSA_A, Certificates.UNSAID);
        open();
        control.assertRefused(DropReason.UNTRUSTED_IDENTITY);
        assertThat(control.detail).contains("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void f14_aConnectionToOurselvesIsRefused() {
        control.security = FakeControl.tls(Certificates.RSA_A, Certificates.RSA_A);
        open();
        control.assertRefused(DropReason.SELF_CONNECTION);
    }

    @Test
    void anotherPeerThanTheDialledOneIsRefused() {
        control.expected = Optional.of(id(Certificates.RSA_C));
        open();
        control.assertRefused(DropReason.WRONG_PEER);
        assertThat(control.detail).contains(id(Certificates.RSA_B).hex());
    }

    @Test
    void anotherTlsCertificateThanThatOfTheIdentityIsOurOwnMistake() {
        control.security = FakeControl.tls(Certificates.RSA_C, Certificates.RSA_B);
        open();
        control.assertRefused(FiscoDropReasons.WRONG_OWN_CERTIFICATE);
        assertThat(control.detail).contains("same one for both");
    }

    @Test
    void f15_aSecondLinkOfOnePeerHasADeterministicEnd() {
        assertThat(context.open().linkPolicy().duplicates()).isEqualTo(LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID);
    }

    @Test
    void withoutTlsOurOwnNodesNameThemselvesAndAreBelievedAsClaimed() {
        context.with("allowPlaintext", "true");
        TestContext other = new TestContext(time, Certificates.RSA_B).with("allowPlaintext", "true");
        FakeControl link = new FakeControl(time, SecurityFacts.PLAIN);
        FakeControl back = new FakeControl(time, SecurityFacts.PLAIN);
        LinkSession here = context.open().newSession(link);
        LinkSession there = other.open().newSession(back);
        here.onOpen();
        there.onOpen();
        link.sent.forEach(there::onFrame);
        back.sent.forEach(here::onFrame);
        assertThat(link.peers.get(0).id()).contains(id(Certificates.RSA_B));
        assertThat(link.peers.get(0).assurance()).isEqualTo(Assurance.CLAIMED);
        assertThat(back.peers.get(0).id()).contains(id(Certificates.RSA_A));
        FakeControl nameless = new FakeControl(time, SecurityFacts.PLAIN);
        LinkSession session = context.open().newSession(nameless);
        session.onOpen();
        session.onFrame(handshake(0, 3));
        nameless.assertRefused(DropReason.GREETING_REFUSED);
    }

    @Test
    void aClosedLinkLeavesNoTimers() {
        LinkSession session = open();
        session.onFrame(handshake(0, 3));
        session.onClosed();
        assertThat(time.pendingTasks()).isZero();
        session.onFrame(STATUS_SEQ);
        assertThat(control.delivered).isEmpty();
    }

    @Test
    void anyFrameIsSurvived() {
        for (String name : List.of("p2p3-syncnodeseq-v1", "p2p3-options-two-dst", "p2p3-compressed-1025-v2")) {
            Fuzz.damage(name, Vectors.hex(name), this::frame);
        }
        Fuzz.damage("handshake", handshake(0, 3), this::frame);
    }

    private Object frame(Bytes frame) {
        FakeControl link = new FakeControl(time, control.security);
        LinkSession session = endpoint.newSession(link);
        session.onOpen();
        session.onFrame(frame);
        session.onClosed();
        return session;
    }

    private final FiscoEndpoint endpoint = context.open();

    @Test
    void anEndpointWithoutUsableIdentityIsNotBuilt() {
        TestContext secondGeneration = new TestContext(time, Certificates.RSA_A).with("generation", "2");
        assertThatThrownBy(secondGeneration::open)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("256 bits");
        assertThatThrownBy(new TestContext(time, Certificates.RSA_A).with("generation", "4")::open)
                .hasMessageContaining("generation")
                .hasMessageContaining("2 to 3");
    }

    private LinkSession open() {
        LinkSession session = context.open().newSession(control);
        session.onOpen();
        return session;
    }

    private static NodeId id(X509Certificate certificate) {
        return CertificateKey.of(certificate).generation3();
    }

    private static Bytes handshake(int min, int max) {
        return packet(2, new ProtocolInfo(ProtocolInfo.GATEWAY, min, max).encode());
    }

    private static Bytes packet(int type, Bytes payload) {
        return new P2p3Packets(1 << 20).encode(P2p3Packet.plain(type, 0, 0, payload), false);
    }
}
