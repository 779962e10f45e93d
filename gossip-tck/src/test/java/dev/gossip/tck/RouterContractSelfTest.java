package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gossip.api.Peer;
import dev.gossip.spi.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each broken router fails the rules named for it and no other. */
class RouterContractSelfTest {

    private static Flaw flaw = Flaw.NONE;

    @ParameterizedTest
    @EnumSource
    void exactlyTheRulesOfAFlawFail(Flaw broken) {
        flaw = broken;
        Verdicts verdicts = Verdicts.of(selectClass(Candidate.class));
        assertThat(verdicts.passed() + verdicts.failures().size()).as("rules").isEqualTo(8);
        assertThat(verdicts.failures().keySet()).as("%s", verdicts.failures()).isEqualTo(broken.rules);
    }

    enum Flaw {
        NONE,
        CHOSEN_UNASKED("R01"),
        WAITS_NEGATIVE("R02"),
        ANSWERS_THE_GIVER("R03"),
        SERVES_HOLDERS("R04", "R06", "R07"),
        ROLLS_ITS_OWN_DICE("R05"),
        SAMPLES_ALWAYS("R06"),
        IGNORES_THE_FANOUT("R07"),
        HAS_FAVOURITES("R08");

        private final Set<String> rules;

        Flaw(String... rules) {
            this.rules = Set.of(rules);
        }
    }

    static final class Candidate extends RouterContract {

        private static final Random DICE = new Random(1);

        @Override
        protected Router router() {
            return new Router() {
                @Override
                public String name() {
                    return "sample";
                }

                @Override
                public int priority() {
                    return flaw == Flaw.CHOSEN_UNASKED ? 5 : 0;
                }

                @Override
                public List<Hop> route(RoutingRequest request) {
                    return Candidate.route(request);
                }
            };
        }

        private static List<Router.Hop> route(Router.RoutingRequest request) {
            List<Peer> open = new ArrayList<>(flaw == Flaw.SERVES_HOLDERS ? request.candidates() : request.open());
            if (flaw == Flaw.SERVES_HOLDERS) {
                open.removeIf(peer -> request.source().filter(peer.id()::equals).isPresent());
            }
            open.sort(Comparator.comparing(Peer::id));
            Random dice = flaw == Flaw.ROLLS_ITS_OWN_DICE
                    ? DICE
                    : new Random(request.random().nextLong());
            if (flaw != Flaw.HAS_FAVOURITES) {
                Collections.shuffle(open, dice);
            }
            boolean all = request.toAll() && flaw != Flaw.SAMPLES_ALWAYS || flaw == Flaw.IGNORES_THE_FANOUT;
            List<Router.Hop> hops = new ArrayList<>(open.stream()
                    .limit(all ? open.size() : request.fanout())
                    .map(Candidate::hop)
                    .toList());
            if (flaw == Flaw.ANSWERS_THE_GIVER) {
                request.candidates().stream()
                        .filter(peer ->
                                request.source().filter(peer.id()::equals).isPresent())
                        .filter(peer -> !request.known().contains(peer.id()))
                        .forEach(peer -> hops.add(Router.Hop.full(peer)));
            }
            return hops;
        }

        private static Router.Hop hop(Peer peer) {
            return flaw == Flaw.WAITS_NEGATIVE
                    ? new Router.Hop(peer, Router.Form.FULL, Duration.ofMillis(-1))
                    : Router.Hop.full(peer);
        }
    }
}
