package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Scope;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification.Status;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who said it, whom we remember for it, and what replaces what. */
class StatementsTest {

    private final TestContext context = new TestContext();
    private final TestTrust trust = TestTrust.ofVectors();
    private final FabricEndpoint endpoint = endpoint();

    private FabricEndpoint endpoint() {
        context.trust = Optional.of(trust);
        return context.open();
    }

    private Sealed received(Actor author, Message message) throws MalformedException {
        return endpoint.codec().open(Frames.frame(endpoint, author, message), author.link());
    }

    @Test
    void aliveMessageTeachesItsIdentityAndLaterStatementsUseIt() throws MalformedException {
        Sealed state = received(Actor.P1, Frames.state(Actor.P1.id(), 3));
        assertThat(endpoint.verify(state).status()).isEqualTo(Status.UNKNOWN_SIGNER);
        assertThat(endpoint.verify(received(Actor.P1, Frames.alive(Actor.P1, Optional.empty(), true)))
                        .isValid())
                .isTrue();
        assertThat(endpoint.organisation(Actor.P1.id())).contains("Org1MSP");
        assertThat(endpoint.verify(state).isValid()).isTrue();
    }

    @Test
    void forgedStatementTeachesNothing() throws MalformedException {
        Message alive = Frames.alive(Actor.P1, Optional.empty(), true);
        Sealed forged = endpoint.codec().open(Frames.frame(endpoint, Actor.FOREIGN, alive), Actor.P1.link());
        assertThat(endpoint.verify(forged).status()).isEqualTo(Status.INVALID);
        assertThat(endpoint.knownIdentities()).isZero();
    }

    @Test
    void flippedPayloadBitIsInvalid() throws MalformedException {
        Sealed alive = received(Actor.P1, Frames.alive(Actor.P1, Optional.of("p1:7051"), true));
        byte[] content = alive.content().toByteArray();
        int at = alive.content().utf8().indexOf("p1:7051");
        content[at] ^= 1;
        Sealed changed = new Sealed(
                Bytes.wrap(content), alive.signature(), alive.origin(), alive.attachments(), alive.decoded());
        assertThat(endpoint.verify(changed).status()).isEqualTo(Status.INVALID);
    }

    @Test
    void repeatedIdentityIsNotJudgedTwice() throws MalformedException {
        Sealed alive = received(Actor.P1, Frames.alive(Actor.P1, Optional.empty(), true));
        endpoint.verify(alive);
        endpoint.verify(alive);
        assertThat(trust.asked).isEqualTo(1);
    }

    @Test
    void expiredIdentityIsRefusedAndForgotten() throws MalformedException {
        Sealed alive = received(Actor.P1, Frames.alive(Actor.P1, Optional.empty(), true));
        endpoint.verify(alive);
        context.time.advance(Duration.ofDays(3700));
        assertThat(endpoint.verify(alive).status()).isEqualTo(Status.EXPIRED);
        assertThat(endpoint.identity(Actor.P1.id())).isEmpty();
        assertThat(endpoint.forgetUnusedIdentities())
                .as("those who know its owner are told")
                .containsExactly(Actor.P1.id());
    }

    @Test
    void identitiesUnusedForAnHourAreForgottenButNeverOurOwn() throws MalformedException {
        endpoint.verify(received(Actor.P1, Frames.alive(Actor.P1, Optional.empty(), true)));
        endpoint.verify(received(Actor.FOREIGN, Frames.alive(Actor.FOREIGN, Optional.empty(), true)));
        context.time.advance(Duration.ofMinutes(40));
        endpoint.identity(Actor.P1.id());
        context.time.advance(Duration.ofMinutes(40));
        assertThat(endpoint.forgetUnusedIdentities()).containsExactly(Actor.FOREIGN.id());
        assertThat(endpoint.organisation(Actor.P1.id())).contains("Org1MSP");
        context.time.advance(Duration.ofHours(2));
        endpoint.forgetUnusedIdentities();
        assertThat(endpoint.organisation(endpoint.self())).contains("Org1MSP");
    }

    @Test
    void identitiesThatTrustWithdrawsAreForgotten() throws MalformedException {
        endpoint.verify(received(Actor.P1, Frames.alive(Actor.P1, Optional.empty(), true)));
        endpoint.verify(received(Actor.FOREIGN, Frames.alive(Actor.FOREIGN, Optional.empty(), true)));
        assertThat(endpoint.recheckIdentities()).isEmpty();
        trust.withdrawn.add("Org2MSP");
        assertThat(endpoint.recheckIdentities()).containsExactly(Actor.FOREIGN.id());
        assertThat(endpoint.organisation(Actor.FOREIGN.id())).isEmpty();
    }

    @Test
    void anIdentityNamesItsOrganisation() {
        IdentityStore store = new IdentityStore(
                Actor.P0.own(),
                (organisation, encoded) -> {
                    throw new AssertionError("trust would look for any organisation");
                },
                context.time,
                2);
        SerializedIdentity nobodys = new SerializedIdentity("", Bytes.utf8("certificate"));
        assertThat(store.admit(FabricIds.pkiId(nobodys), nobodys.encode()))
                .isInstanceOfSatisfying(
                        Trust.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY));
    }

    @Test
    void storeKeepsTheIdentitiesUsedLast() {
        IdentityStore store = new IdentityStore(Actor.P0.own(), trust, context.time, 2);
        Trust.Admission admission = store.admit(Actor.P1.id(), Actor.P1.own().serialized());
        var identity = ((Trust.Admitted) admission).identity();
        NodeId first = new NodeId(Bytes.utf8("first"));
        NodeId second = new NodeId(Bytes.utf8("second"));
        NodeId third = new NodeId(Bytes.utf8("third"));
        store.learn(first, identity);
        store.learn(second, identity);
        store.find(first);
        store.learn(third, identity);
        assertThat(store.size()).isEqualTo(2);
        assertThat(store.find(second)).isEmpty();
        assertThat(store.find(first)).isPresent();
    }

    @Test
    void c37_identityUpdateElementsAreVerifiedWithTheirOwnCertificates() throws MalformedException {
        Envelope good = Frames.envelope(endpoint, Actor.P1, Frames.identity(Actor.P1));
        Envelope forged = Frames.envelope(endpoint, Actor.FOREIGN, Frames.identity(Actor.P1));
        Bytes update = Frames.identityUpdate(
                Wire.bytes(Wire.envelope(forged.sealed()).toByteString()),
                Wire.bytes(Wire.envelope(good.sealed()).toByteString()));
        List<Sealed> items =
                Decoded.of(endpoint.codec().open(update, Actor.P0.link())).nested();
        assertThat(endpoint.verify(items.get(0)).status()).isEqualTo(Status.INVALID);
        assertThat(endpoint.verify(items.get(1)).isValid()).isTrue();
        assertThat(endpoint.knownIdentities())
                .as("the update as a whole is bad")
                .isZero();
        assertThat(endpoint.learn(good)).isTrue();
        assertThat(endpoint.identity(Actor.P1.id())).isPresent();
    }

    @Test
    void idIgnoresTheSignature() throws MalformedException {
        Message alive = Frames.alive(Actor.P1, Optional.empty(), true);
        assertThat(endpoint.codec().idOf(received(Actor.P1, alive)))
                .isEqualTo(endpoint.codec().idOf(received(Actor.FOREIGN, alive)));
    }

    @Test
    void statementsCompeteByKindChannelAndAuthor() throws MalformedException {
        context.scopes.put("ch2", new Scope("ch2", Set.of()));
        Supersession rules = endpoint.supersession();
        Sealed older = received(Actor.P1, Frames.state(Actor.P1.id(), 3));
        Sealed newer = received(Actor.P1, Frames.state(Actor.P1.id(), 4));
        Sealed other = received(Actor.P1, Frames.state(Actor.FOREIGN.id(), 4));
        Sealed elsewhere = received(
                Actor.P1,
                Message.of(Topic.scope("ch2"), new State(Actor.P1.id(), new LogicalTime(9, 9), 1, false, List.of())));
        assertThat(rules.keyOf(older)).isPresent().isEqualTo(rules.keyOf(newer));
        assertThat(rules.keyOf(other)).isNotEqualTo(rules.keyOf(newer));
        assertThat(rules.keyOf(elsewhere)).isNotEqualTo(rules.keyOf(newer));
        assertThat(rules.relate(newer, older)).isEqualTo(Supersession.Relation.SUPERSEDES);
        assertThat(rules.relate(older, newer)).isEqualTo(Supersession.Relation.SUPERSEDED);
        assertThat(rules.relate(older, older)).isEqualTo(Supersession.Relation.SUPERSEDED);
    }

    @Test
    void blocksCompeteByNumber() throws MalformedException {
        Supersession rules = endpoint.supersession();
        Sealed five = received(Actor.P1, Message.of(Topic.scope("ch1"), OrderedItem.of(5, Bytes.utf8("a"))));
        Sealed again = received(Actor.P1, Message.of(Topic.scope("ch1"), OrderedItem.of(5, Bytes.utf8("b"))));
        assertThat(rules.keyOf(five)).isPresent().isEqualTo(rules.keyOf(again));
        assertThat(rules.relate(again, five)).isEqualTo(Supersession.Relation.SUPERSEDED);
        assertThat(endpoint.mustVerify(five)).isFalse();
    }

    @Test
    void identityIsNeverReplaced() {
        Sealed identity =
                Frames.envelope(endpoint, Actor.P1, Frames.identity(Actor.P1)).sealed();
        assertThat(endpoint.supersession().relate(identity, identity)).isEqualTo(Supersession.Relation.SUPERSEDED);
        assertThat(endpoint.supersession().lifetime(identity)).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void lifetimesAreFabricsAndConfigurable() throws MalformedException {
        Sealed alive = received(Actor.P1, Frames.alive(Actor.P1, Optional.empty(), true));
        Sealed block = received(Actor.P1, Message.of(Topic.scope("ch1"), OrderedItem.of(5, Bytes.utf8("a"))));
        Sealed leadership = received(
                Actor.P1, Message.of(Topic.scope("ch1"), new Leadership(Actor.P1.id(), new LogicalTime(1, 1), false)));
        assertThat(endpoint.supersession().lifetime(alive)).isEqualTo(Duration.ofSeconds(500));
        assertThat(endpoint.supersession().lifetime(block)).isEqualTo(Duration.ofSeconds(400));
        assertThat(endpoint.supersession().lifetime(leadership)).isEqualTo(Duration.ofSeconds(100));
        Supersession changed = context.with("peer.gossip.aliveExpirationTimeout", "1m30s")
                .with("peer.gossip.msgExpirationFactor", "2")
                .open()
                .supersession();
        assertThat(changed.lifetime(alive)).isEqualTo(Duration.ofSeconds(180));
    }

    @Test
    void foreignSealedStatementsAreAProgrammingError() {
        Sealed foreign = new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), "something");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> endpoint.mustVerify(foreign)))
                .hasMessageContaining("codec of protocol fabric");
    }
}
