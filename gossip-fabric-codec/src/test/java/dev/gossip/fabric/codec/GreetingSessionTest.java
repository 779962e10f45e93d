package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Assurance;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.transport.SecurityFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signed greeting: its bytes, its order of checks, and every way in which it is refused. */
class GreetingSessionTest {

    private final TestContext context = new TestContext();
    private final Control control = new Control();
    private FabricEndpoint endpoint = context.open();

    private static Bytes tlsHash(Actor actor) {
        return FabricIds.tlsCertHash(actor.tls());
    }

    private LinkSession open() {
        LinkSession session = endpoint.newSession(control);
        session.onOpen();
        return session;
    }

    private void greet(Bytes frame) {
        open().onFrame(frame);
    }

    private void assertRefused(DropReason reason) {
        assertThat(control.refusals).as(control.detail).containsExactly(reason);
        assertThat(control.detail).isNotBlank();
        assertThat(control.peers).isEmpty();
        assertThat(endpoint.knownIdentities())
                .as("nothing is learnt from a refused greeting")
                .isZero();
    }

    @Test
    void c03_sendsItsOwnGreetingAtOnce() throws Exception {
        open();
        assertThat(control.sent).hasSize(1);
        Envelope envelope = EnvelopeOpener.envelope(control.sent.get(0));
        GossipMessage message = EnvelopeOpener.message(envelope.getPayload());
        assertThat(message.getTag()).isEqualTo(GossipMessage.Tag.EMPTY);
        assertThat(message.getNonce()).isZero();
        assertThat(message.getChannel().isEmpty()).isTrue();
        assertThat(Wire.bytes(message.getConn().getPkiId()))
                .isEqualTo(Actor.P0.id().value());
        assertThat(Wire.bytes(message.getConn().getIdentity()))
                .isEqualTo(Actor.P0.own().serialized());
        assertThat(Wire.bytes(message.getConn().getTlsCertHash())).isEqualTo(tlsHash(Actor.P0));
        assertThat(message.getConn().getProbe()).isFalse();
        assertThat(new Ecdsa()
                        .verify(
                                Actor.P0.own().local().identity().publicKey(),
                                Wire.bytes(envelope.getPayload()),
                                Wire.bytes(envelope.getSignature()))
                        .isValid())
                .isTrue();
    }

    @Test
    void goodGreetingEstablishesTheLinkAndKeepsTheProof() throws Exception {
        Bytes greeting = Frames.greeting(Actor.P1, tlsHash(Actor.P1), false);
        LinkSession session = open();
        session.onFrame(greeting);
        assertThat(control.refusals).as(control.detail).isEmpty();
        assertThat(control.peers).hasSize(1);
        LinkPeer peer = control.peers.get(0);
        assertThat(peer.id()).contains(Actor.P1.id());
        assertThat(peer.assurance()).isEqualTo(Assurance.AUTHENTICATED);
        assertThat(peer.organisation()).contains("Org1MSP");
        Envelope envelope = EnvelopeOpener.envelope(greeting);
        assertThat(peer.evidence().get(GreetingProof.KEY))
                .contains(new GreetingProof(
                        Actor.P1.own().serialized(),
                        Wire.bytes(envelope.getPayload()),
                        Wire.bytes(envelope.getSignature())));
        assertThat(endpoint.organisation(Actor.P1.id())).contains("Org1MSP");
        assertThat(context.time.pendingTasks()).as("the timeout is off").isZero();
        session.onFrame(Bytes.utf8("next"));
        assertThat(control.delivered).containsExactly(Bytes.utf8("next"));
    }

    @Test
    void capturedAndGoldenGreetingsAreAcceptedWithoutTls() {
        control.security = SecurityFacts.PLAIN;
        endpoint = context.with("allowPlaintext", "true").open();
        greet(Vectors.hex(Vectors.named("messages", "conn_probe"), "envelope_hex"));
        assertThat(control.closes).containsExactly("the peer only probed our identity");
        assertThat(endpoint.knownIdentities()).isEqualTo(1);
    }

    @Test
    void plaintextGreetingIsEmptyHashedAndOnlyAClaim() throws Exception {
        control.security = SecurityFacts.PLAIN;
        endpoint = context.with("allowPlaintext", "true").open();
        greet(Frames.greeting(Actor.P1, Bytes.empty(), false));
        GossipMessage sent = EnvelopeOpener.message(
                EnvelopeOpener.envelope(control.sent.get(0)).getPayload());
        assertThat(sent.getConn().getTlsCertHash().isEmpty()).isTrue();
        assertThat(control.peers).extracting(LinkPeer::assurance).containsExactly(Assurance.CLAIMED);
    }

    @Test
    void plaintextIsRefusedUnlessAllowed() {
        control.security = SecurityFacts.PLAIN;
        open();
        assertRefused(FabricDropReasons.PLAINTEXT);
        assertThat(control.sent).isEmpty();
    }

    @Test
    void c04_missingTlsCertificateIsRefusedBeforeAnythingIsSent() {
        control.security = new SecurityFacts("TLSv1.3", "suite", List.of(), Optional.of(Actor.P0.tls()));
        open();
        assertRefused(DropReason.NO_PEER_CERTIFICATE);
        assertThat(control.sent).isEmpty();
    }

    @Test
    void c03_silenceIsRefusedAfterTwoSeconds() {
        open();
        context.time.advance(Duration.ofMillis(1999));
        assertThat(control.refusals).isEmpty();
        context.time.advance(Duration.ofMillis(1));
        assertRefused(DropReason.GREETING_TIMEOUT);
        assertThat(control.detail).contains("peer.gossip.connTimeout");
    }

    @Test
    void timeoutIsConfigurable() {
        endpoint = context.with("peer.gossip.connTimeout", "500ms").open();
        open();
        context.time.advance(Duration.ofMillis(500));
        assertRefused(DropReason.GREETING_TIMEOUT);
    }

    @Test
    void lateGreetingDoesNotReviveARefusedLink() {
        LinkSession session = open();
        context.time.advance(Duration.ofSeconds(2));
        session.onFrame(Frames.greeting(Actor.P1, tlsHash(Actor.P1), false));
        assertRefused(DropReason.GREETING_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "0a03ffffff", "0a012b"})
    void undecodableGreetingIsRefused(String hex) {
        greet(Bytes.fromHex(hex));
        assertRefused(DropReason.MALFORMED);
    }

    @Test
    void c08_otherFirstMessageIsRefused() {
        greet(Vectors.hex(Vectors.named("messages", "memres_empty"), "envelope_hex"));
        assertRefused(DropReason.GREETING_REFUSED);
    }

    @Test
    void c08_absentPkiIdIsRefused() {
        GossipMessage.Builder conn = Frames.conn(Actor.P1, tlsHash(Actor.P1), false);
        conn.getConnBuilder().clearPkiId();
        greet(Frames.signed(Actor.P1, conn));
        assertRefused(DropReason.GREETING_REFUSED);
    }

    @Test
    void c07_pkiIdOfAnotherIdentityIsRefused() {
        GossipMessage.Builder conn = Frames.conn(Actor.P1, tlsHash(Actor.P1), false);
        conn.getConnBuilder().setPkiId(Wire.string(Actor.FOREIGN.id().value()));
        greet(Frames.signed(Actor.P1, conn));
        assertRefused(FabricDropReasons.PKI_ID_MISMATCH);
    }

    @Test
    void identityOfAnUnknownOrganisationIsRefused() {
        Actor stranger = Actor.named("org3-peer0-p384");
        control.security = control.tls(stranger);
        greet(Frames.greeting(stranger, tlsHash(stranger), false));
        assertRefused(DropReason.UNTRUSTED_IDENTITY);
    }

    @Test
    void expiredIdentityIsRefused() {
        context.time.advance(Duration.ofDays(3700));
        greet(Frames.greeting(Actor.P1, tlsHash(Actor.P1), false));
        assertRefused(DropReason.EXPIRED_IDENTITY);
    }

    @Test
    void undecodableIdentityIsRefused() {
        GossipMessage.Builder conn = Frames.conn(Actor.P1, tlsHash(Actor.P1), false);
        conn.getConnBuilder().setIdentity(Wire.string(Bytes.fromHex("ff")));
        greet(Frames.signed(Actor.P1, conn));
        assertRefused(DropReason.MALFORMED);
    }

    @Test
    void c05_hashOfAnotherTlsCertificateIsRefused() {
        greet(Frames.greeting(Actor.P1, tlsHash(Actor.P0), false));
        assertRefused(DropReason.WRONG_CHANNEL_BINDING);
    }

    @Test
    void hashIsJudgedBeforeTheSignature() {
        greet(Frames.unsigned(Frames.conn(Actor.P1, Bytes.empty(), false)));
        assertRefused(DropReason.WRONG_CHANNEL_BINDING);
    }

    @Test
    void c06_emptySignatureIsRefused() {
        greet(Frames.unsigned(Frames.conn(Actor.P1, tlsHash(Actor.P1), false)));
        assertRefused(DropReason.BAD_SIGNATURE);
    }

    @Test
    void c06_signatureOfSomebodyElseIsRefused() {
        greet(Frames.signed(Actor.P0, Frames.conn(Actor.P1, tlsHash(Actor.P1), false)));
        assertRefused(DropReason.BAD_SIGNATURE);
    }

    @Test
    void c19_highSSignatureIsRefused() {
        GossipMessage.Builder conn = Frames.conn(Actor.P1, tlsHash(Actor.P1), false);
        Bytes signature = Actor.P1.sign(Wire.bytes(conn.build().toByteString()));
        greet(Frames.raw(
                conn,
                Ecdsa.withHighS(signature, Actor.P1.own().local().identity().publicKey())));
        assertRefused(DropReason.BAD_SIGNATURE);
    }

    @Test
    void connectionToOurselvesIsRefused() {
        control.security = control.tls(Actor.P0);
        greet(Frames.greeting(Actor.P0, tlsHash(Actor.P0), false));
        assertRefused(DropReason.SELF_CONNECTION);
    }

    @Test
    void c10_probeIsAnsweredAndEndsWithoutALink() {
        greet(Frames.greeting(Actor.P1, tlsHash(Actor.P1), true));
        assertThat(control.sent).hasSize(1);
        assertThat(control.closes).hasSize(1);
        assertThat(control.peers).isEmpty();
        assertThat(control.refusals).isEmpty();
    }

    @Test
    void c09_probeWithABadSignatureIsRefused() {
        greet(Frames.unsigned(Frames.conn(Actor.P1, tlsHash(Actor.P1), true)));
        assertRefused(DropReason.BAD_SIGNATURE);
    }

    @Test
    void c12_dialledPeerOfAnUnknownExpectedIdIsRefused() {
        control.dialled = true;
        control.expected = Optional.of(Actor.FOREIGN.id());
        greet(Frames.greeting(Actor.P1, tlsHash(Actor.P1), false));
        assertRefused(DropReason.WRONG_PEER);
    }

    @Test
    void c12_dialledPeerOfAnotherOrganisationIsRefused() {
        control.dialled = true;
        meet(Actor.FOREIGN);
        control.expected = Optional.of(Actor.FOREIGN.id());
        greet(Frames.greeting(Actor.P1, tlsHash(Actor.P1), false));
        assertThat(control.refusals).containsExactly(DropReason.WRONG_PEER);
        assertThat(endpoint.organisation(Actor.P1.id())).isEmpty();
    }

    @Test
    void c12_renewedCertificateOfTheSameOrganisationIsAcceptedAndNamesTheFormerId() {
        control.dialled = true;
        Actor before = Actor.P1;
        meet(before);
        control.peers.clear();
        // The administrator's identity plays the renewed certificate: same organisation, another PKI-ID.
        control.expected = Optional.of(before.id());
        endpointOf(Actor.FOREIGN);
        meet(Actor.P1);
        control.peers.clear();
        control.expected = Optional.of(Actor.P1.id());
        control.security = control.tls(Actor.P0);
        greet(Frames.greeting(Actor.P0, tlsHash(Actor.P0), false));
        assertThat(control.refusals).as(control.detail).isEmpty();
        assertThat(control.peers.get(0).evidence().get(GreetingProof.FORMER_ID)).contains(Actor.P1.id());
    }

    private void endpointOf(Actor actor) {
        context.identity = Optional.of(actor.own().local());
        endpoint = context.open();
    }

    private void meet(Actor actor) {
        control.security = control.tls(actor);
        control.expected = Optional.empty();
        greet(Frames.greeting(actor, tlsHash(actor), false));
        assertThat(control.peers).extracting(peer -> peer.id().orElseThrow()).contains(actor.id());
        control.security = control.tls(Actor.P1);
    }

    @Test
    void closingSwitchesTheTimeoutOff() {
        open().onClosed();
        context.time.advance(Duration.ofSeconds(5));
        assertThat(control.refusals).isEmpty();
    }

    /** A connection that writes down what the session does. */
    private final class Control implements LinkControl {
        final List<Bytes> sent = new ArrayList<>();
        final List<Bytes> delivered = new ArrayList<>();
        final List<LinkPeer> peers = new ArrayList<>();
        final List<DropReason> refusals = new ArrayList<>();
        final List<String> closes = new ArrayList<>();
        String detail = "";
        boolean dialled;
        Optional<NodeId> expected = Optional.empty();
        SecurityFacts security = tls(Actor.P1);

        SecurityFacts tls(Actor peer) {
            return new SecurityFacts("TLSv1.3", "suite", List.of(peer.tls()), Optional.of(Actor.P0.tls()));
        }

        @Override
        public SecurityFacts security() {
            return security;
        }

        @Override
        public PeerAddress remote() {
            return PeerAddress.of("10.1.1.1", 40000);
        }

        @Override
        public boolean dialled() {
            return dialled;
        }

        @Override
        public Optional<NodeId> expected() {
            return expected;
        }

        @Override
        public SendResult send(Bytes frame) {
            sent.add(frame);
            return SendResult.ACCEPTED;
        }

        @Override
        public void established(LinkPeer peer) {
            peers.add(peer);
        }

        @Override
        public void deliver(Bytes frame) {
            delivered.add(frame);
        }

        @Override
        public void refuse(DropReason reason, String why) {
            refusals.add(reason);
            detail = why;
        }

        @Override
        public void close(String why) {
            closes.add(why);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return context.time.schedule(delay, task);
        }
    }
}
