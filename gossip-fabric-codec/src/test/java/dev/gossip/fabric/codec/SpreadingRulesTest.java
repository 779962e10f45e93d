package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.spi.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be chosen for a push, and what each organisation may see. Our organisation is Org1MSP. */
class SpreadingRulesTest {

    private static final NodeId THIRD = new NodeId(Bytes.utf8("a node of Org3MSP"));
    private static final NodeId RECEIVER = new NodeId(Bytes.utf8("the receiver"));
    private static final NodeId STRANGER = new NodeId(Bytes.utf8("nobody knows me"));

    private final TestContext context = new TestContext();
    private final FabricEndpoint endpoint = context.open();

    SpreadingRulesTest() {
        context.scopes.put("ch1", new Scope("ch1", Set.of("Org1MSP", "Org2MSP", "Org3MSP")));
    }

    private Peer know(NodeId id, String organisation, boolean external, boolean inChannel) {
        Peer peer = new Peer(
                "fabric",
                id,
                organisation.equals("?") ? Optional.empty() : Optional.of(organisation),
                Optional.empty(),
                external ? Optional.of(PeerAddress.of("outside", 1)) : Optional.empty(),
                true,
                true,
                inChannel ? Map.of("ch1", new Peer.ChannelState(1, false)) : Map.of());
        context.peers.put(id, peer);
        return peer;
    }

    private Envelope of(Message message) {
        return Frames.envelope(endpoint, Actor.P0, message);
    }

    private Envelope in(Body body) {
        return of(Message.of(Topic.scope("ch1"), body));
    }

    private Envelope alive(String author, boolean external) {
        NodeId subject = author(author, external);
        return of(Message.of(
                Topic.NONE,
                new Alive(
                        subject,
                        external ? Optional.of(PeerAddress.of("outside", 2)) : Optional.empty(),
                        Optional.of(PeerAddress.of("inside", 3)),
                        new LogicalTime(1, 1),
                        Bytes.empty(),
                        Optional.empty())));
    }

    private NodeId author(String organisation, boolean external) {
        NodeId id = switch (organisation) {
            case "Org1MSP" -> Actor.P1.id();
            case "Org2MSP" -> Actor.FOREIGN.id();
            case "Org3MSP" -> THIRD;
            default -> STRANGER;
        };
        if (!organisation.equals("?")) {
            know(id, organisation, external, true);
        }
        return id;
    }

    @ParameterizedTest
    @CsvSource({
        // candidate, in the channel, chosen
        "Org1MSP, true, true",
        "Org1MSP, false, false",
        "Org2MSP, true, false",
        "?, true, false",
    })
    void blocksAndLeadershipStayInOurOrganisation(String candidate, boolean inChannel, boolean chosen) {
        Peer peer = know(RECEIVER, candidate, true, inChannel);
        Leadership leadership = new Leadership(Actor.P0.id(), new LogicalTime(1, 1), true);
        for (Envelope envelope : List.of(in(OrderedItem.of(1, Bytes.utf8("block"))), in(leadership))) {
            assertThat(endpoint.dissemination().eligible(envelope, peer, context))
                    .isEqualTo(chosen);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // author reachable from outside, candidate, chosen
        "true,  Org1MSP,  true",
        "true,  Org2MSP,  true",
        "true,  OtherMSP, false",
        "false, Org1MSP,  true",
        "false, Org2MSP,  false",
    })
    void stateGoesToTheChannelOrStaysInOurOrganisation(boolean external, String candidate, boolean chosen) {
        NodeId author = author("Org1MSP", external);
        Peer peer = know(RECEIVER, candidate, true, false);
        assertThat(endpoint.dissemination().eligible(of(Frames.state(author, 5)), peer, context))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({
        // author, external, candidate, candidate external, chosen
        "Org1MSP, false, Org1MSP, false, true",
        "Org1MSP, false, Org2MSP, true,  false",
        "Org1MSP, true,  Org1MSP, false, true",
        "Org1MSP, true,  Org2MSP, false, true",
        "Org1MSP, true,  Org3MSP, true,  true",
        "Org2MSP, true,  Org1MSP, true,  true",
        "Org2MSP, true,  Org1MSP, false, false",
        "Org2MSP, true,  Org2MSP, true,  true",
        "Org2MSP, true,  Org2MSP, false, false",
        "Org2MSP, true,  Org3MSP, true,  false",
        "?,       true,  Org1MSP, true,  false",
        "Org1MSP, true,  ?,       true,  false",
    })
    void c25_aliveMessagesFollowTheOrganisations(
            String author, boolean external, String candidate, boolean reachable, boolean chosen) {
        Peer peer = know(RECEIVER, candidate, reachable, true);
        assertThat(endpoint.dissemination().eligible(alive(author, external), peer, context))
                .isEqualTo(chosen);
    }

    @Test
    void directMessagesAreNeverPushedUnlessAddressed() {
        Peer peer = know(RECEIVER, "Org1MSP", true, true);
        Message hello = Message.of(Topic.NONE, new Hello("identity", 1));
        assertThat(endpoint.dissemination().eligible(of(hello), peer, context)).isFalse();
        assertThat(endpoint.dissemination()
                        .eligible(of(hello.withRecipients(Recipients.only(RECEIVER))), peer, context))
                .isTrue();
    }

    @Test
    void onlyStatementsOfTheirAuthorsAreRelayed() {
        assertThat(endpoint.dissemination().relays(alive("Org1MSP", true).message()))
                .isTrue();
        assertThat(endpoint.dissemination().relays(Frames.state(Actor.P1.id(), 1)))
                .isTrue();
        assertThat(endpoint.dissemination()
                        .relays(in(OrderedItem.of(1, Bytes.empty())).message()))
                .isTrue();
        Leadership leadership = new Leadership(Actor.P0.id(), new LogicalTime(1, 1), true);
        assertThat(endpoint.dissemination().relays(in(leadership).message())).isFalse();
        assertThat(endpoint.dissemination().toAll(in(leadership).message())).isTrue();
        assertThat(endpoint.dissemination()
                        .relays(Message.of(Topic.NONE, new MembershipResponse(List.of(), List.of()))))
                .isFalse();
        assertThat(endpoint.dissemination().relays(Frames.identity(Actor.P1))).isFalse();
    }

    private LinkPeer receiver(String organisation, boolean external) {
        know(RECEIVER, organisation, external, true);
        return Actor.link(RECEIVER, organisation.equals("?") ? Optional.empty() : Optional.of(organisation));
    }

    @ParameterizedTest
    @CsvSource({
        // author, external, receiver, receiver external, what is shown
        "Org1MSP, false, Org1MSP, false, all",
        "Org1MSP, true,  Org1MSP, false, all",
        "Org1MSP, false, Org2MSP, true,  nothing",
        "Org1MSP, true,  Org2MSP, false, nothing",
        "Org1MSP, true,  Org2MSP, true,  stripped",
        "Org2MSP, false, Org2MSP, false, stripped",
        "Org2MSP, true,  Org2MSP, true,  stripped",
        "Org2MSP, true,  Org3MSP, true,  nothing",
        "Org2MSP, true,  Org1MSP, true,  all",
        "Org2MSP, true,  Org1MSP, false, nothing",
        "Org1MSP, true,  ?,       true,  nothing",
        "?,       true,  Org1MSP, true,  nothing",
    })
    void c24_aliveMessagesAreShownStrippedOrHidden(
            String author, boolean external, String to, boolean reachable, String shown) {
        Envelope envelope = alive(author, external);
        assertThat(envelope.sealed().attachments()).hasSize(1);
        Optional<Envelope> redacted = endpoint.redaction().redact(envelope, receiver(to, reachable), context);
        assertThat(redacted.map(each -> each.sealed().attachments().isEmpty() ? "stripped" : "all")
                        .orElse("nothing"))
                .isEqualTo(shown);
        redacted.ifPresent(each -> {
            assertThat(each.sealed().content()).isEqualTo(envelope.sealed().content());
            assertThat(each.sealed().signature()).isEqualTo(envelope.sealed().signature());
            assertThat(((Alive) each.body()).internal().isPresent()).isEqualTo(shown.equals("all"));
        });
    }

    @Test
    void ourOwnAliveMessageIntroducesUsToForeignPeersThatWeHaveNotMet() {
        LinkPeer unmet = Actor.FOREIGN.link();
        Envelope reachable = of(Frames.alive(Actor.P0, Optional.of("outside:1"), false));
        assertThat(endpoint.redaction().redact(reachable, unmet, context))
                .map(Envelope::sealed)
                .contains(reachable.sealed().stripped());
        Envelope internal = of(Frames.alive(Actor.P0, Optional.empty(), false));
        assertThat(endpoint.redaction().redact(internal, unmet, context)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // author, external, receiver, shown
        "Org1MSP, false, Org1MSP, true",
        "Org1MSP, false, Org2MSP, false",
        "Org1MSP, true,  Org2MSP, true",
        "Org2MSP, true,  Org2MSP, true",
        "Org2MSP, false, Org2MSP, false",
        "Org3MSP, true,  Org2MSP, false",
        "Org3MSP, false, Org1MSP, true",
        "?,       true,  Org2MSP, false",
        "Org1MSP, true,  ?,       false",
    })
    void c36_identitiesAreShownByOrganisationAndReachability(
            String author, boolean external, String to, boolean shown) {
        NodeId subject = author(author, external);
        assertThat(endpoint.mayShowIdentity(subject, receiver(to, true), context))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        // author, external, receiver, shown
        "Org1MSP, false, Org1MSP,  true",
        "Org1MSP, false, Org2MSP,  false",
        "Org1MSP, true,  Org2MSP,  true",
        "Org3MSP, false, Org2MSP,  true",
        "Org1MSP, true,  OtherMSP, false",
        "Org1MSP, true,  ?,        false",
    })
    void c42_statesAreShownInsideTheChannel(String author, boolean external, String to, boolean shown) {
        Envelope state = of(Frames.state(author(author, external), 5));
        assertThat(endpoint.redaction()
                        .redact(state, receiver(to, true), context)
                        .isPresent())
                .isEqualTo(shown);
    }

    @Test
    void blocksAreNotHandedToOtherOrganisations() {
        Envelope block = in(OrderedItem.of(1, Bytes.utf8("block")));
        assertThat(endpoint.redaction().redact(block, receiver("Org1MSP", false), context))
                .contains(block);
        assertThat(endpoint.redaction().redact(block, receiver("Org2MSP", true), context))
                .isEmpty();
    }
}
