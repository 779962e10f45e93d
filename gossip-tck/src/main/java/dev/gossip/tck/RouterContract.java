package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.spi.Router;
import dev.gossip.spi.Router.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link Router} as rules R01 to R08. Extend it in a test class and implement {@link #router()}. Every
 * failure names its rule and the seed of the request that broke it.
 */
@ExtendWith(RuleReporter.class)
public abstract class RouterContract {

    private static final long SEED = 20_261_121L;
    private static final int REQUESTS = 300;

    protected RouterContract() {}

    /** A router to be judged. */
    protected abstract Router router();

    /**
     * Whether it serves only {@code fanout} candidates of an own message, if not told to serve all. A "no" promises that
     * own messages go to every open candidate whatever the fanout.
     */
    protected boolean samples() {
        return true;
    }

    @Test
    @DisplayName("R01 Its name is kebab-case and it is chosen by name only")
    void r01NameIsKebabCase() {
        assertThat(router().name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(router().priority()).as("priority").isZero();
    }

    @Test
    @DisplayName("R02 Targets are candidates, each at most once, with a delay of zero or more")
    void r02TargetsAreCandidates() {
        forEachRequest((sample, hops) -> {
            List<Peer> targets = hops.stream().map(Hop::target).toList();
            assertThat(targets).as(sample.name()).doesNotHaveDuplicates();
            assertThat(sample.candidates()).as(sample.name()).containsAll(targets);
            assertThat(hops)
                    .as(sample.name())
                    .allSatisfy(hop -> assertThat(hop.delay().isNegative())
                            .as("negative delay")
                            .isFalse());
        });
    }

    @Test
    @DisplayName("R03 The giver never gets the message back")
    void r03GiverIsNoTarget() {
        forEachRequest((sample, hops) -> sample.source()
                .ifPresent(giver -> assertThat(ids(hops)).as(sample.name()).doesNotContain(giver)));
    }

    @Test
    @DisplayName("R04 Known holders get nothing")
    void r04HoldersAreNoTargets() {
        forEachRequest((sample, hops) -> assertThat(ids(hops)).as(sample.name()).noneMatch(sample.known()::contains));
    }

    @Test
    @DisplayName("R05 Same request, same random numbers, same answer, in whatever order the candidates come")
    void r05RoutingIsPure() {
        Router router = router();
        for (RoutingSample sample : RoutingSample.series(SEED, REQUESTS)) {
            Set<Hop> first = new HashSet<>(router.route(sample.request()));
            router.route(sample.request());
            assertThat(new HashSet<>(router.route(sample.request())))
                    .as(sample.name())
                    .isEqualTo(first);
            List<Peer> shuffled = new ArrayList<>(sample.candidates());
            Collections.shuffle(shuffled, new Random(sample.seed()));
            assertThat(new HashSet<>(
                            router().route(sample.withCandidates(shuffled).request())))
                    .as("%s, candidates shuffled, another instance", sample.name())
                    .isEqualTo(first);
        }
    }

    @Test
    @DisplayName("R06 An own message for all reaches every open candidate, whatever the fanout")
    void r06AllMeansAll() {
        for (RoutingSample sample : RoutingSample.series(SEED, REQUESTS)) {
            RoutingSample own = sample.own(true);
            List<Hop> hops = router().route(own.request());
            assertThat(ids(hops)).as(own.name()).isEqualTo(own.openIds());
        }
    }

    @Test
    @DisplayName("R07 An own message goes to fanout open candidates, or to all if the router does not sample")
    void r07FanoutIsKept() {
        for (RoutingSample sample : RoutingSample.series(SEED, REQUESTS)) {
            RoutingSample own = sample.own(false);
            int open = own.openIds().size();
            assertThat(router().route(own.request()))
                    .as(own.name())
                    .hasSize(samples() ? Math.min(open, own.fanout()) : open);
        }
    }

    @Test
    @DisplayName("R08 Over many messages every candidate has its turn")
    void r08NobodyIsForgotten() {
        RoutingSample crowd = RoutingSample.crowd(40, 4);
        SplittableRandom random = new SplittableRandom(SEED);
        Set<NodeId> reached = new HashSet<>();
        for (int message = 0; message < 400; message++) {
            reached.addAll(ids(router().route(crowd.request(random))));
        }
        assertThat(reached)
                .as("candidates reached by 400 messages of fanout 4, seed %d", SEED)
                .isEqualTo(crowd.openIds());
    }

    private void forEachRequest(BiConsumer<RoutingSample, List<Hop>> rule) {
        for (RoutingSample sample : RoutingSample.series(SEED, REQUESTS)) {
            rule.accept(sample, router().route(sample.request()));
        }
    }

    private static Set<NodeId> ids(List<Hop> hops) {
        return hops.stream().map(hop -> hop.target().id()).collect(Collectors.toSet());
    }
}
