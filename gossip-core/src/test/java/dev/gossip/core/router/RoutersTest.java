package dev.gossip.core.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ping;
import dev.gossip.spi.Router;
import dev.gossip.spi.Router.Hop;
import dev.gossip.spi.Router.RoutingRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoutersTest {

    private static final Envelope ENVELOPE = new Envelope(
            Message.of(Topic.NONE, new Ping()),
            new Sealed(Bytes.utf8("x"), Bytes.empty(), Optional.empty(), List.of(), ""),
            new MessageId(Bytes.utf8("x")));

    private static NodeId id(int number) {
        return new NodeId(Bytes.ofLong(number));
    }

    private static List<Peer> peers(int count) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new Peer("e", id(i), Optional.empty(), Optional.empty(), Optional.empty(), true, true, Map.of()));
        }
        return peers;
    }

    private static RoutingRequest request(
            List<Peer> candidates, Optional<NodeId> giver, Set<NodeId> known, int fanout, boolean toAll, long seed) {
        return new RoutingRequest(ENVELOPE, giver, candidates, known, fanout, toAll, new SplittableRandom(seed));
    }

    @Test
    void fanoutChoosesTheWantedNumberWithoutRepetitionAndNeverGiverOrHolder() {
        for (long seed = 0; seed < 1_000; seed++) {
            List<Hop> hops = new FanoutRouter()
                    .route(request(peers(10), Optional.of(id(3)), Set.of(id(4), id(5)), 3, false, seed));
            assertThat(hops).as("seed %d", seed).hasSize(3).doesNotHaveDuplicates();
            assertThat(hops).extracting(hop -> hop.target().id()).doesNotContain(id(3), id(4), id(5));
        }
    }

    @Test
    void fanoutServesEverybodyIfThereAreFewOrIfAllMustHaveIt() {
        assertThat(new FanoutRouter().route(request(peers(2), Optional.empty(), Set.of(), 3, false, 1)))
                .hasSize(2);
        assertThat(new FanoutRouter().route(request(peers(9), Optional.empty(), Set.of(), 3, true, 1)))
                .hasSize(9);
        assertThat(new FanoutRouter().route(request(List.of(), Optional.empty(), Set.of(), 3, false, 1)))
                .isEmpty();
    }

    @Test
    void fanoutIsUniformAndDependsOnTheSeedOnly() {
        int[] hits = new int[10];
        int rounds = 20_000;
        for (long seed = 0; seed < rounds; seed++) {
            for (Hop hop : new FanoutRouter().route(request(peers(10), Optional.empty(), Set.of(), 3, false, seed))) {
                hits[(int) hop.target().id().value().asReadOnlyBuffer().getLong()]++;
            }
        }
        for (int count : hits) {
            assertThat(count / (double) rounds).isCloseTo(0.3, within(0.015));
        }
        List<Peer> reversed = new ArrayList<>(peers(10));
        java.util.Collections.reverse(reversed);
        assertThat(new FanoutRouter().route(request(reversed, Optional.empty(), Set.of(), 3, false, 7)))
                .isEqualTo(new FanoutRouter().route(request(peers(10), Optional.empty(), Set.of(), 3, false, 7)));
    }

    /** Infect and die reaches the fraction pi = 1 - exp(-f pi), corrected for small n: 0.944 for f = 3, n = 100. */
    @Test
    void fanoutThreeInfectsWhatTheoryPredicts() {
        int n = 100;
        int messages = 1_000;
        double covered = 0;
        long copies = 0;
        Router router = new FanoutRouter();
        for (int m = 0; m < messages; m++) {
            SplittableRandom random = new SplittableRandom(m);
            boolean[] has = new boolean[n];
            Queue<Integer> active = new ArrayDeque<>(List.of(0));
            has[0] = true;
            int reached = 1;
            while (!active.isEmpty()) {
                int node = active.remove();
                List<Peer> others = peers(n);
                others.remove(node);
                for (Hop hop : router.route(
                        new RoutingRequest(ENVELOPE, Optional.empty(), others, Set.of(), 3, false, random))) {
                    copies++;
                    int target =
                            (int) hop.target().id().value().asReadOnlyBuffer().getLong();
                    if (!has[target]) {
                        has[target] = true;
                        reached++;
                        active.add(target);
                    }
                }
            }
            covered += reached / (double) n;
        }
        assertThat(covered / messages).isCloseTo(0.944, within(0.003));
        assertThat(copies / (covered * n - messages)).isCloseTo(3.03, within(0.03));
    }

    @Test
    void floodServesEverybodyButGiverAndHolders() {
        assertThat(new FloodRouter().route(request(peers(5), Optional.of(id(0)), Set.of(id(1)), 1, false, 1)))
                .extracting(hop -> hop.target().id())
                .containsExactlyInAnyOrder(id(2), id(3), id(4));
    }

    @Test
    void directSendsOurOwnToAllAndPassesNothingOn() {
        assertThat(new DirectRouter().route(request(peers(5), Optional.empty(), Set.of(), 1, false, 1)))
                .hasSize(5);
        assertThat(new DirectRouter().route(request(peers(5), Optional.of(id(1)), Set.of(), 1, false, 1)))
                .isEmpty();
    }

    @Test
    void sqrtSendsToTheSquareRootAndTellsTheRestLater() {
        List<Hop> hops = new SqrtRouter().route(request(peers(26), Optional.of(id(0)), Set.of(), 0, false, 1));
        assertThat(hops).hasSize(25);
        assertThat(hops).filteredOn(hop -> hop.form() == Router.Form.FULL).hasSize(5);
        assertThat(hops)
                .filteredOn(hop -> hop.form() == Router.Form.ANNOUNCE)
                .allMatch(hop -> hop.delay().equals(SqrtRouter.ANNOUNCE_DELAY));
        assertThat(new SqrtRouter().route(request(peers(10), Optional.empty(), Set.of(id(1)), 4, false, 1)))
                .filteredOn(hop -> hop.form() == Router.Form.FULL)
                .hasSize(4);
        assertThat(new SqrtRouter().route(request(peers(10), Optional.empty(), Set.of(), 4, true, 1)))
                .allMatch(hop -> hop.form() == Router.Form.FULL)
                .hasSize(10);
    }
}
