package dev.gossip.membership;

import static dev.gossip.membership.Statements.alive;
import static dev.gossip.membership.Statements.id;
import static dev.gossip.membership.Statements.link;
import static dev.gossip.membership.Statements.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.MessageKind;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.body.Ping;
import dev.gossip.api.observe.DropReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MembershipEngineTest {

    private final EngineFixture world = new EngineFixture();
    private final MembershipEngine engine = world.engine;
    private final FakeNetwork network = world.network;

    @Test
    @DisplayName("C21 only news is accepted, and so forwarded")
    void c21_acceptsNewsOnly() {
        assertThat(world.push(alive(1, 10, 5), 2)).isEqualTo(Verdict.ACCEPT);
        assertThat(world.push(alive(1, 10, 5), 3)).isEqualTo(Verdict.IGNORE);
        assertThat(world.push(alive(1, 10, 4), 3)).isEqualTo(Verdict.IGNORE);
        assertThat(world.push(alive(1, 10, 6), 3)).isEqualTo(Verdict.ACCEPT);
        assertThat(world.push(alive(1, 9, 9), 3)).isEqualTo(Verdict.IGNORE);
        assertThat(network.alive).containsExactly(id(1));
    }

    @Test
    @DisplayName("C22 a statement about ourselves is neither stored nor forwarded")
    void c22_ignoresItself() {
        assertThat(world.push(alive(0, 10, 5), 2)).isEqualTo(Verdict.IGNORE);
        assertThat(engine.table().all()).isEmpty();
        assertThat(network.dropped).isEmpty();
    }

    @Test
    @DisplayName("C22 other addresses under our id are reported: two nodes share a key")
    void c22_reportsASharedIdentity() {
        Alive elsewhere = alive(4, 5_000, 1);
        Alive said = new Alive(
                id(0),
                elsewhere.external(),
                elsewhere.internal(),
                elsewhere.time(),
                elsewhere.metadata(),
                Optional.empty());
        assertThat(world.push(said, 2)).isEqualTo(Verdict.IGNORE);
        assertThat(network.dropped).containsExactly(Reasons.IDENTITY_IN_USE);
        assertThat(engine.table().all()).isEmpty();
    }

    @Test
    void aStatementByAnotherOriginIsRejected() {
        Alive said = alive(1, 1, 1);
        assertThat(world.push(sealed(said, id(9)), said, 9)).isEqualTo(Verdict.REJECT);
        assertThat(engine.table().all()).isEmpty();
    }

    @Test
    @DisplayName("C26 a request that introduces somebody else is ignored")
    void c26_refusesForeignIntroductions() {
        assertThat(world.ask(alive(1, 1, 1), link(2))).isEqualTo(Verdict.REJECT);
        assertThat(world.ask(alive(1, 1, 1), LinkPeer.unknown("main", Statements.internal(1))))
                .isEqualTo(Verdict.REJECT);
        assertThat(world.replies).isEmpty();
        assertThat(engine.table().all()).isEmpty();
        assertThat(network.dropped).containsExactly(DropReason.WRONG_PEER, DropReason.WRONG_PEER);
    }

    @Test
    void aRequestWithoutAnAliveStatementIsRejected() {
        MembershipRequest request = new MembershipRequest(sealed(new Ping(), id(1)));
        Verdict verdict = engine.onRequest(world.delivery(EngineFixture.envelope(request), link(1)), request)
                .toCompletableFuture()
                .join();
        assertThat(verdict).isEqualTo(Verdict.REJECT);
        assertThat(world.replies).isEmpty();
    }

    @Test
    @DisplayName("C27 the answer holds the living with our own statement last, and the dead")
    void c27_answersWithBothLists() {
        world.push(alive(1, 1, 1), 1);
        world.push(alive(2, 1, 1), 2);
        engine.dialFailed(Statements.internal(2), Optional.of(id(2)), "refused");
        assertThat(world.ask(alive(3, 1, 1), link(3))).isEqualTo(Verdict.ACCEPT);
        assertThat(world.lastReply().alive())
                .extracting(Envelope::origin)
                .containsExactly(Optional.of(id(1)), Optional.of(id(3)), Optional.of(id(0)));
        assertThat(world.lastReply().dead()).extracting(Envelope::origin).containsExactly(Optional.of(id(2)));
    }

    @Test
    @DisplayName("C27 a stale introduction is answered too and changes nothing")
    void c27_answersAStaleIntroduction() {
        world.push(alive(3, 5, 5), 3);
        assertThat(world.ask(alive(3, 4, 1), link(3))).isEqualTo(Verdict.ACCEPT);
        assertThat(world.replies).hasSize(1);
        assertThat(engine.table().find(id(3)).orElseThrow().time().incarnation())
                .isEqualTo(5);
    }

    @Test
    @DisplayName("C28 what may not be shown to the asker is left out")
    void c28_redactsForTheAsker() {
        world.push(alive(1, 1, 1), 1);
        world.push(alive(2, 1, 1), 2);
        network.redaction = (envelope, target) -> Optional.of(envelope)
                .filter(shown -> target.organisation().equals(Optional.of("org1"))
                        || !shown.origin().equals(Optional.of(id(1))));
        world.ask(alive(3, 1, 1), link(3, "org2"));
        assertThat(world.lastReply().alive())
                .extracting(Envelope::origin)
                .containsExactly(Optional.of(id(2)), Optional.of(id(3)), Optional.of(id(0)));
    }

    @Test
    @DisplayName("C28 an asker that may not see our own statement gets nothing and is disconnected")
    void c28_closesTheLinkIfWeMayNotBeShown() {
        network.redaction = (envelope, target) -> Optional.empty();
        world.ask(alive(3, 1, 1), link(3, "org2"));
        assertThat(world.replies).isEmpty();
        assertThat(network.disconnected).containsExactly(id(3));
        assertThat(network.dropped).containsExactly(DropReason.WITHHELD);
    }

    @Test
    @DisplayName("C28 nor does one stay connected to which the protocol shows no answer")
    void c28_closesTheLinkIfTheAnswerIsWithheld() {
        world.answering = body -> SendResult.WITHHELD;
        world.ask(alive(3, 1, 1), link(3, "org2"));
        assertThat(network.disconnected).containsExactly(id(3));
    }

    @Test
    void anAnswerTooLargeForAFrameIsHalvedUntilItFits() {
        IntStream.rangeClosed(1, 100).forEach(i -> world.push(alive(i, 1, 1), i));
        world.answering =
                body -> ((MembershipResponse) body).alive().size() > 30 ? SendResult.TOO_LARGE : SendResult.ACCEPTED;
        world.ask(alive(1, 1, 2), link(1));
        assertThat(world.lastReply().alive()).hasSize(26).doesNotHaveDuplicates();
        assertThat(world.lastReply().alive().get(25).origin()).contains(id(0));
    }

    @Test
    void askersCannotMakeUsSignAsOftenAsTheyLike() {
        IntStream.rangeClosed(1, 1_000).forEach(i -> world.ask(alive(1, 1, i), link(1)));
        assertThat(world.replies).hasSize(1_000);
        assertThat(network.signed).hasSize(1);
    }

    @Test
    @DisplayName("C29 silence for more than 25 s is noticed within 27.5 s: dead, disconnected, on the dead list")
    void c29_diesOfSilence() {
        world.push(alive(1, 1, 1), 1);
        world.advance("PT25S");
        assertThat(engine.isAlive(id(1))).isTrue();
        world.advance("PT2.5S");
        assertThat(engine.isAlive(id(1))).isFalse();
        assertThat(network.dead).containsExactly(id(1));
        assertThat(network.disconnected).containsExactly(id(1));
        world.ask(alive(2, 1, 1), link(2));
        assertThat(world.lastReply().dead()).extracting(Envelope::origin).containsExactly(Optional.of(id(1)));
    }

    @Test
    @DisplayName("C29 stale statements do not prolong a life, newer ones do")
    void c29_onlyNewStatementsKeepAlive() {
        for (int second = 0; second <= 30; second += 5) {
            world.push(alive(1, 1, 1), 1);
            world.push(alive(2, 1, second + 1), 2);
            world.advance("PT5S");
        }
        assertThat(engine.isAlive(id(1))).isFalse();
        assertThat(engine.isAlive(id(2))).isTrue();
    }

    @Test
    @DisplayName("C30 the dead rise by a strictly newer statement, pushed, asked with or answered")
    void c30_risesByNewerStatementsOnly() {
        world.push(alive(1, 1, 5), 1);
        kill(1);
        assertThat(world.push(alive(1, 1, 5), 2)).isEqualTo(Verdict.IGNORE);
        world.ask(alive(1, 1, 5), link(1));
        world.respond(List.of(sealed(alive(1, 1, 5))), List.of(), 2);
        assertThat(engine.isAlive(id(1))).isFalse();

        world.push(alive(1, 1, 6), 2);
        assertThat(engine.isAlive(id(1))).isTrue();
        kill(1);
        world.ask(alive(1, 1, 7), link(1));
        assertThat(engine.isAlive(id(1))).isTrue();
        kill(1);
        world.respond(List.of(sealed(alive(1, 2, 1))), List.of(), 2);
        assertThat(engine.isAlive(id(1))).isTrue();
        assertThat(network.alive).containsExactly(id(1), id(1), id(1), id(1));
    }

    @Test
    @DisplayName("C31 the dead are forgotten; a replay does not revive them before the tombstone ends")
    void c31_forgets() {
        world.push(alive(1, 1, 5), 1);
        world.advance("PT500S");
        assertThat(engine.table().deadCount()).isOne();
        world.advance("PT2.5S");
        assertThat(engine.table().all()).isEmpty();
        assertThat(network.forgotten).containsExactly(id(1));
        for (int i = 0; i < 49; i++) {
            world.advance("PT10S");
            assertThat(world.push(alive(1, 1, 5), 2)).isEqualTo(Verdict.IGNORE);
            world.respond(List.of(sealed(alive(1, 1, 5))), List.of(sealed(alive(1, 1, 5))), 2);
        }
        assertThat(engine.table().all()).isEmpty();
        assertThat(world.push(alive(1, 1, 6), 2)).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    @DisplayName("C32 members known from answers alone, alive or dead, are forgotten too")
    void c32_forgetsHearsay() {
        world.respond(List.of(sealed(alive(1, 1, 1))), List.of(sealed(alive(2, 1, 1))), 9);
        assertThat(engine.table().aliveCount()).isOne();
        assertThat(engine.table().deadCount()).isOne();
        assertThat(network.dead).containsExactly(id(2));
        world.advance("PT502.5S");
        assertThat(engine.table().all()).isEmpty();
        assertThat(network.forgotten).containsExactly(id(1), id(2));
        world.advance("PT510S");
        assertThat(engine.table().tombstoneCount()).isZero();
    }

    @Test
    void hearsayAboutTheDeadIsNotRepeated() {
        world.respond(List.of(), List.of(sealed(alive(2, 1, 1))), 9);
        world.ask(alive(3, 1, 1), link(3));
        assertThat(world.lastReply().dead()).isEmpty();
    }

    @Test
    void aDeadListKillsNobodyAndDoesNotNameUs() {
        world.push(alive(1, 1, 1), 1);
        world.respond(List.of(), List.of(sealed(alive(1, 1, 9)), sealed(alive(0, 1, 1))), 9);
        assertThat(engine.isAlive(id(1))).isTrue();
        assertThat(engine.table().all()).hasSize(1);
    }

    @Test
    @DisplayName("7.6.5 an element that is no alive statement ends the processing of a response")
    void aBadElementEndsAResponse() {
        Verdict verdict = world.respond(
                List.of(sealed(alive(1, 1, 1)), sealed(new Ping(), id(5)), sealed(alive(2, 1, 1))),
                List.of(sealed(alive(3, 1, 1))),
                9);
        assertThat(verdict).isEqualTo(Verdict.REJECT);
        assertThat(engine.table().all()).extracting(Member::id).containsExactly(id(1));
        assertThat(network.dropped).containsExactly(DropReason.MALFORMED);
    }

    @Test
    @DisplayName("C35 without members nothing is signed or sent")
    void c35_silentWithoutMembers() {
        world.advance("PT1H");
        assertThat(network.signed).isEmpty();
        assertThat(network.published).isEmpty();
        assertThat(network.sent).isEmpty();
    }

    @Test
    @DisplayName("C35 nor with dead members only")
    void c35_silentAmongTheDead() {
        world.push(alive(1, 1, 1), 1);
        kill(1);
        world.advance("PT20S");
        assertThat(network.signed).isEmpty();
    }

    @Test
    void publishesEveryIntervalAndAsksThreeRandomMembers() {
        IntStream.rangeClosed(1, 10).forEach(i -> world.push(alive(i, 1, 1), i));
        world.advance("PT20S");
        assertThat(network.published).hasSize(4);
        assertThat(network.published).extracting(Alive::time).isSorted().doesNotHaveDuplicates();
        assertThat(network.sent).hasSize(15);
        assertThat(network.sent.subList(0, 3))
                .extracting(FakeNetwork.Sent::target)
                .doesNotHaveDuplicates();
        assertThat(network.sent).allSatisfy(sent -> {
            assertThat(sent.message().kind()).isEqualTo(MessageKind.REQUEST);
            assertThat(sent.message().correlation().isNone()).isTrue();
        });
    }

    @Test
    @DisplayName("7.4.4 a copy without internal address does not erase the known one")
    void keepsTheInternalAddress() {
        world.push(alive(1, 1, 1), 1);
        world.push(Statements.stripped(alive(1, 1, 2)), 2);
        assertThat(engine.table().find(id(1)).orElseThrow().internal()).contains(Statements.internal(1));
        assertThat(network.alive).as("nothing to tell the node").hasSize(1);
    }

    @Test
    void aFailedDialKillsUnlessALinkIsUp() {
        world.push(alive(1, 1, 1), 1);
        engine.linkUp(link(1), false);
        engine.dialFailed(Statements.internal(1), Optional.of(id(1)), "refused");
        assertThat(engine.isAlive(id(1))).isTrue();
        engine.linkDown(link(1));
        engine.dialFailed(Statements.internal(1), Optional.of(id(1)), "refused");
        assertThat(engine.isAlive(id(1))).isFalse();
    }

    @Test
    void theEndOfALinkIsConfirmedByADialBeforeItKills() {
        world.push(alive(1, 1, 1), 1);
        engine.linkUp(link(1), false);
        engine.linkDown(link(1));
        assertThat(engine.isAlive(id(1))).isTrue();
        world.advance("PT1S");
        assertThat(network.lastDial().address()).isEqualTo(Statements.internal(1));
        assertThat(network.lastDial().expected()).contains(id(1));
        network.lastDial().link().completeExceptionally(new java.io.IOException("refused"));
        assertThat(engine.isAlive(id(1))).isFalse();
    }

    @Test
    void aLinkThatIsBackInTimeIsNotDialled() {
        world.push(alive(1, 1, 1), 1);
        engine.linkUp(link(1), false);
        engine.linkDown(link(1));
        engine.linkUp(link(1), false);
        world.advance("PT1S");
        assertThat(network.dials).isEmpty();
    }

    @Test
    void theDiallingSideAsksAStranger() {
        engine.linkUp(link(1), false);
        assertThat(network.requests).isEmpty();
        engine.linkUp(link(2), true);
        assertThat(network.lastRequest().target()).isEqualTo(id(2));
        assertThat(network.lastRequest().message().body()).isInstanceOf(MembershipRequest.class);
        engine.linkUp(link(2), true);
        assertThat(network.requests).as("one exchange at a time").hasSize(1);
        world.answerLastRequest(2, alive(2, 1, 1), alive(3, 1, 1));
        assertThat(engine.isAlive(id(2))).isTrue();
        assertThat(engine.isAlive(id(3))).isTrue();
        engine.linkUp(link(2), true);
        assertThat(network.requests).as("a member is not asked").hasSize(1);
    }

    @Test
    void theDeadAreDialledAndAskedEveryReconnectInterval() {
        world.push(alive(1, 1, 1), 1);
        kill(1);
        world.advance("PT25S");
        assertThat(network.dials).hasSize(1);
        assertThat(network.lastDial().expected()).contains(id(1));
        network.lastDial().link().complete(link(1));
        assertThat(network.lastRequest().target()).isEqualTo(id(1));
        world.answerLastRequest(1, alive(1, 1, 2));
        assertThat(engine.isAlive(id(1))).isTrue();
    }

    @Test
    void aRoundOfReconnectionIsBounded() {
        EngineFixture small = new EngineFixture(
                MembershipConfig.DEFAULT.toBuilder().reconnectsAtOnce(5).build());
        List<Envelope> dead = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> sealed(alive(i, 1, 1)))
                .toList();
        small.respond(List.of(), dead, 99);
        small.advance("PT25S");
        assertThat(small.network.dials)
                .hasSize(5)
                .extracting(FakeNetwork.Dial::expected)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFloodOfNewIdsIsBoundedAndCounted() {
        EngineFixture small = new EngineFixture(
                MembershipConfig.DEFAULT.toBuilder().maxMembers(50).build());
        for (int i = 1; i <= 5_000; i++) {
            Verdict verdict = small.push(alive(i, 1, 1), 1);
            assertThat(verdict).isEqualTo(i <= 50 ? Verdict.ACCEPT : Verdict.IGNORE);
        }
        assertThat(small.engine.table().all()).hasSize(50);
        assertThat(small.network.dropped).hasSize(4_950).containsOnly(Reasons.MEMBERS_FULL);
    }

    @Test
    void aPurgedMemberComesBackByANewerStatementOnly() {
        world.push(alive(1, 1, 5), 1);
        engine.purge(id(1));
        assertThat(network.forgotten).containsExactly(id(1));
        assertThat(world.push(alive(1, 1, 5), 2)).isEqualTo(Verdict.IGNORE);
        assertThat(world.push(alive(1, 1, 6), 2)).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aLinkVouchesForTheOrganisationOfItsOwnPeerOnly() {
        engine.linkUp(link(1, "org7"), false);
        world.push(alive(1, 1, 1), 2);
        world.push(alive(3, 1, 1), 2);
        assertThat(engine.table().find(id(1)).orElseThrow().organisation()).contains("org7");
        assertThat(engine.table().find(id(3)).orElseThrow().organisation()).isEmpty();
        engine.linkUp(link(3, "org8"), false);
        assertThat(engine.table().find(id(3)).orElseThrow().organisation()).contains("org8");
        assertThat(network.alive).containsExactly(id(1), id(3), id(3));
    }

    @Test
    void aBrokenSignerIsReportedAndStopsNothing() {
        world.push(alive(1, 1, 1), 1);
        network.signerBroken = true;
        assertThat(world.ask(alive(1, 1, 2), link(1))).isEqualTo(Verdict.IGNORE);
        engine.linkUp(link(2), true);
        world.advance("PT5S");
        assertThat(network.failed).hasSize(4).containsOnly(Reasons.STATEMENT_FAILED);
        network.signerBroken = false;
        engine.linkUp(link(2), true);
        assertThat(network.requests).hasSize(1);
    }

    @Test
    void afterStopNothingIsSaidAnyMore() {
        world.push(alive(1, 1, 1), 1);
        engine.stop();
        world.advance("PT10M");
        assertThat(world.push(alive(2, 1, 1), 2)).isEqualTo(Verdict.IGNORE);
        assertThat(world.ask(alive(2, 1, 1), link(2))).isEqualTo(Verdict.IGNORE);
        assertThat(world.respond(List.of(sealed(alive(2, 1, 1))), List.of(), 2)).isEqualTo(Verdict.IGNORE);
        engine.linkUp(link(2), true);
        assertThat(network.signed).isEmpty();
        assertThat(network.dials).isEmpty();
        assertThat(world.replies).isEmpty();
    }

    private void kill(int number) {
        PeerAddress address = Statements.internal(number);
        engine.dialFailed(address, Optional.of(id(number)), "refused");
        assertThat(engine.isAlive(id(number))).isFalse();
    }
}
