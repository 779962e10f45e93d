package dev.gossip.membership;

import static dev.gossip.membership.Statements.alive;
import static dev.gossip.membership.Statements.id;
import static dev.gossip.membership.Statements.internal;
import static dev.gossip.membership.Statements.link;
import static dev.gossip.membership.Statements.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Body;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MembershipExtensionTest {

    private final List<Body> replies = new ArrayList<>();
    private final FakeNodeContext node = new FakeNodeContext(Statements.endpoint(0, List.of(internal(1))));
    private final MembershipExtension extension = new MembershipExtension();

    @Test
    void namesItsBodiesAndItself() {
        assertThat(extension.name()).isEqualTo("membership");
        assertThat(extension.bodies())
                .containsExactlyInAnyOrder(Alive.class, MembershipRequest.class, MembershipResponse.class);
    }

    @Test
    void judgesPeersWhereTheProtocolHasMemberListsAndLeavesOthersAlone() {
        assertThat(extension.judgesPeers()).isTrue();
        assertThat(extension.servesEveryEndpoint()).isFalse();
        assertThat(extension.joinsBySeeds("main")).isTrue();
    }

    @Test
    void joinsByTheConfiguredSeedOfItsOwnOrganisation() {
        extension.start(node);
        assertThat(node.calls).containsExactly("main dial n1:7051");
        node.links.linkUp(link(1), true);
        node.dials.get(0).complete(link(1));
        assertThat(node.calls.subList(1, node.calls.size()))
                .containsExactly("main seal", "main request " + id(1).hex() + " PT5S");
        assertThat(node.messages.get(0).kind()).isEqualTo(MessageKind.REQUEST);

        MembershipResponse answer = new MembershipResponse(List.of(sealed(alive(1, 1, 1))), List.of());
        node.requests.get(0).complete(delivery(answer, link(1)));
        assertThat(node.calls).contains("main alive " + id(1).hex() + " org1 n1:7051 n1.example:443");
        node.time.advance(Duration.ofSeconds(5));
        assertThat(node.calls).contains("main publish", "main send " + id(1).hex());
    }

    @Test
    @DisplayName("C34 the configured seeds must belong to our organisation")
    void c34_refusesASeedOfAnotherOrganisation() {
        extension.start(node);
        node.dials.get(0).complete(link(1, "org2"));
        assertThat(node.calls).contains("main disconnect " + id(1).hex() + " wrong-peer");
        assertThat(node.requests).isEmpty();
    }

    @Test
    void judgesPushedStatements() {
        extension.start(node);
        assertThat(node.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), link(2))))
                .isEqualTo(Verdict.ACCEPT);
        assertThat(node.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), link(3))))
                .isEqualTo(Verdict.IGNORE);
    }

    @Test
    void answersRequests() {
        extension.start(node);
        MembershipRequest request = new MembershipRequest(sealed(alive(2, 1, 1)));
        assertThat(node.deliver(MembershipRequest.class, delivery(request, link(2))))
                .isEqualTo(Verdict.ACCEPT);
        assertThat(replies).hasSize(1);
        assertThat(((MembershipResponse) replies.get(0)).alive())
                .extracting(Envelope::origin)
                .containsExactly(Optional.of(id(2)), Optional.of(id(0)));
    }

    @Test
    void takesInUnsolicitedResponses() {
        extension.start(node);
        MembershipResponse response =
                new MembershipResponse(List.of(sealed(alive(2, 1, 1))), List.of(sealed(alive(3, 1, 1))));
        assertThat(node.deliver(MembershipResponse.class, delivery(response, link(2))))
                .isEqualTo(Verdict.ACCEPT);
        assertThat(node.calls).contains("main dead " + id(3).hex());
        assertThat(extension.view("main").alive()).extracting(MemberStatus::id).containsExactly(id(2));
        assertThat(extension.view("main").dead()).extracting(MemberStatus::id).containsExactly(id(3));
    }

    @Test
    void aMembershipMessageWithAScopeIsRejected() {
        extension.start(node);
        Envelope plain = sealed(alive(2, 1, 1));
        Envelope scoped = new Envelope(Message.of(Topic.scope("channel"), plain.body()), plain.sealed(), plain.id());
        assertThat(node.deliver(Alive.class, delivery(scoped, link(2)))).isEqualTo(Verdict.REJECT);
        assertThat(node.dropped).containsExactly(DropReason.MALFORMED);
        assertThat(extension.view("main").members()).isEmpty();
    }

    @Test
    @DisplayName("C29, C31 tells the node of deaths and of the forgotten")
    void c29_reportsDeathAndOblivion() {
        extension.start(node);
        node.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), link(2)));
        node.time.advance(Duration.ofMillis(27_500));
        assertThat(node.calls).contains("main dead " + id(2).hex(), "main disconnect " + id(2).hex() + " peer-dead");
        node.time.advance(Duration.ofSeconds(480));
        assertThat(node.calls).contains("main remove " + id(2).hex());
    }

    @Test
    void linkEventsReachTheEngine() {
        extension.start(node);
        node.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), link(2)));
        node.deliver(Alive.class, delivery(sealed(alive(3, 1, 1)), link(2)));
        node.links.dialFailed("main", internal(2), Optional.of(id(2)), "refused");
        assertThat(node.calls).contains("main dead " + id(2).hex());
        node.links.linkUp(link(3), false);
        node.links.linkDown(link(3), DropReason.CONGESTED, "slow");
        node.time.advance(Duration.ofSeconds(1));
        assertThat(node.calls).contains("main dial n3:7051").doesNotContain("main dead " + id(3).hex());
    }

    @Test
    void showsMembersOnStatusPages() {
        extension.start(node);
        node.deliver(Alive.class, delivery(sealed(alive(2, 5, 6)), link(9)));
        node.peers.add(
                new Peer("main", id(2), Optional.of("org9"), Optional.empty(), Optional.empty(), true, true, Map.of()));
        node.time.advance(Duration.ofSeconds(3));
        MembershipView view = extension.view("main");
        assertThat(view.self()).isEqualTo(id(0));
        MemberStatus status = view.members().get(0);
        assertThat(status.organisation()).contains("org9");
        assertThat(status.lastHeard()).isEqualTo(Duration.ofSeconds(3));
        assertThat(status.time().sequence()).isEqualTo(6);
        assertThat(status.internal()).contains(internal(2));
        assertThat(status.seed()).isFalse();
        assertThat(node.gauges.get("gossip.membership.alive endpoint=main").getAsDouble())
                .isOne();
        assertThat(node.gauges.get("gossip.membership.dead endpoint=main").getAsDouble())
                .isZero();
    }

    @Test
    void endpointsAreKeptApart() {
        EndpointInfo second = new EndpointInfo(
                "other", id(50), "", Optional.empty(), Optional.empty(), List.of(internal(4)), Optional.empty());
        FakeNodeContext both = new FakeNodeContext(Statements.endpoint(0, List.of()), second);
        extension.start(both);
        assertThat(both.calls).containsExactly("other dial n4:7051");
        LinkPeer from = link(2);
        LinkPeer otherLink =
                new LinkPeer("other", from.id(), from.assurance(), Optional.empty(), from.remote(), from.evidence());
        both.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), otherLink));
        assertThat(extension.view("main").members()).isEmpty();
        assertThat(extension.view("other").members()).hasSize(1);
        both.dials.get(0).complete(otherLink);
        assertThat(both.calls).as("without organisations anybody may answer").doesNotContain("other disconnect");
    }

    @Test
    void furtherSeedsMayBeNamedBeforeAndAfterTheStart() {
        extension.seeds("main", "channel", List.of(Seed.at(internal(7))));
        extension.start(node);
        assertThat(node.calls).containsExactly("main dial n1:7051", "main dial n7:7051");
        extension.seeds("main", "channel", List.of(Seed.at(internal(8))));
        node.time.settle();
        assertThat(node.calls).endsWith("main dial n8:7051");
        assertThatThrownBy(() -> extension.seeds("nowhere", "channel", List.of()))
                .isInstanceOf(GossipException.class)
                .hasMessageContainingAll("nowhere", "main");
    }

    @Test
    void seedsThatADiscoveryFindsAreJoinedAndTheOldOnesLeftAlone() {
        extension.start(node);
        node.endpoints = List.of(Statements.endpoint(0, List.of(internal(1), internal(9))));
        extension.seedsChanged("main");
        assertThat(node.calls).containsExactly("main dial n1:7051", "main dial n9:7051");
    }

    @Test
    void seedsForAnEndpointThatDoesNotExistFailTheStart() {
        extension.seeds("nowhere", "channel", List.of());
        assertThatThrownBy(() -> extension.start(node))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void purgesOnTheControlLane() {
        extension.start(node);
        node.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), link(2)));
        extension.purge("main", id(2));
        node.time.settle();
        assertThat(node.calls).contains("main remove " + id(2).hex());
    }

    @Test
    void aViewBeforeTheStartIsRefusedWithAReason() {
        assertThatThrownBy(() -> extension.view("main"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("start the node first");
    }

    @Test
    void savesTheIncarnationBeforeItSpeaks() {
        List<Long> saved = new ArrayList<>();
        MembershipExtension careful =
                new MembershipExtension(MembershipConfig.DEFAULT, store(Long.MAX_VALUE - 9, saved));
        careful.start(node);
        assertThat(node.calls).as("not before the store answered").isEmpty();
        node.time.settle();
        assertThat(saved).containsExactly(Long.MAX_VALUE - 8);
        assertThat(node.calls).containsExactly("main dial n1:7051");
        node.dials.get(0).complete(link(1));
        MembershipRequest request = (MembershipRequest) node.messages.get(0).body();
        assertThat(((Alive) request.self().body()).time().incarnation()).isEqualTo(Long.MAX_VALUE - 8);

        Alive former = alive(0, Long.MAX_VALUE - 3, 1);
        node.deliver(Alive.class, delivery(sealed(former), link(2)));
        node.time.settle();
        assertThat(saved).as("a former self was ahead").containsExactly(Long.MAX_VALUE - 8, Long.MAX_VALUE - 2);
    }

    @Test
    void aBrokenIncarnationStoreIsReportedAndTheClockTaken() {
        IncarnationStore broken = new IncarnationStore() {
            @Override
            public long last(String endpoint, NodeId self) throws IOException {
                throw new IOException("disk");
            }

            @Override
            public void save(String endpoint, NodeId self, long incarnation) throws IOException {
                throw new IOException("disk");
            }
        };
        new MembershipExtension(MembershipConfig.DEFAULT, broken).start(node);
        node.time.settle();
        assertThat(node.dropped).containsExactly(Reasons.INCARNATION_STORE);
        assertThat(node.calls).containsExactly("main dial n1:7051");
    }

    @Test
    void stopsEvenBeforeTheStoreAnswered() {
        MembershipExtension careful = new MembershipExtension(MembershipConfig.DEFAULT, store(0, new ArrayList<>()));
        careful.start(node);
        careful.stop();
        node.time.advance(Duration.ofMinutes(1));
        assertThat(node.calls).isEmpty();
        assertThat(node.time.pendingTasks()).isZero();
    }

    @Test
    void leavesWithoutAWord() {
        extension.start(node);
        node.deliver(Alive.class, delivery(sealed(alive(2, 1, 1)), link(2)));
        int before = node.calls.size();
        extension.stop();
        node.time.advance(Duration.ofMinutes(10));
        assertThat(node.calls).hasSize(before);
    }

    private static IncarnationStore store(long last, List<Long> saved) {
        return new IncarnationStore() {
            @Override
            public long last(String endpoint, NodeId self) {
                return last;
            }

            @Override
            public void save(String endpoint, NodeId self, long incarnation) {
                saved.add(incarnation);
            }
        };
    }

    private TestDelivery delivery(Body body, LinkPeer from) {
        Message message = Message.of(Topic.NONE, body, MessageKind.REQUEST, Correlation.of(5));
        Envelope wrapper = sealed(body, id(77));
        return delivery(new Envelope(message, wrapper.sealed(), wrapper.id()), from);
    }

    private TestDelivery delivery(Envelope envelope, LinkPeer from) {
        return new TestDelivery(envelope, from, body -> {
            replies.add(body);
            return SendResult.ACCEPTED;
        });
    }
}
