package dev.gossip.benchmarks.dissemination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.benchmarks.BenchCommand;
import dev.gossip.orbs.codec.forward.Forwarding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whole nodes meet the bars of theory. A failure names the seed that repeats it. */
class DisseminationTest {

    private static final long SEED = 1;

    @Test
    void g01_infectAndDieAmong100Nodes() {
        Tally tally = LightScheme.fanout(3, 0).measure(100, 1_000, SEED);
        assertThat(tally.coverage()).as("seed %d", SEED).isCloseTo(0.944, within(0.003));
        assertThat(tally.copies()).as("seed %d", SEED).isCloseTo(3.03, within(0.03));
        assertThat(figures(tally, LightScheme.fanout(3, 0).theory(100, 1_000)))
                .as("seed %d", SEED)
                .allMatch(Figure::holds);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 25, 50})
    void floodsCostWhatTheirLinksSay(int hosts) {
        assertHolds(LightScheme.flood(0), hosts, 3);
    }

    /** Bar B1 of Chronos' block propagation, and what a simulation of its rules alone gave. */
    @Test
    void g09_squareRootPushAmong50Nodes() {
        int hosts = 50;
        Tally tally = ChronosScheme.delayed().measure(hosts, 20, SEED);
        double root = Math.sqrt(hosts);
        assertThat(tally.atomic()).as("seed %d", SEED).isEqualTo(1);
        assertThat(tally.originUploads()).as("seed %d", SEED).isLessThanOrEqualTo(2 * root);
        assertThat(tally.copies()).as("seed %d", SEED).isLessThanOrEqualTo(1.2 * root);
        assertThat(tally.hopsToLast()).as("seed %d", SEED).isLessThanOrEqualTo(4 + 4);
        assertThat(Figure.of(tally, ChronosScheme.delayed().theory(hosts, 20)))
                .as("seed %d", SEED)
                .allMatch(Figure::holds);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 25})
    void squareRootPushCostsWhatWasSimulated(int hosts) {
        assertHolds(ChronosScheme.immediate(), hosts, 5);
        assertHolds(ChronosScheme.delayed(), hosts, 200);
        assertHolds(ChronosScheme.standard(), hosts, 200);
    }

    @Test
    void g12_anOrbsTreeAmong22Nodes() {
        Tally tree = new OrbsScheme(Forwarding.ON).measure(22, 2, SEED);
        assertThat(tree.hopsToLast() * 0.040).as("seconds").isLessThanOrEqualTo(1.1);
        assertThat(tree.originBytes()).isLessThanOrEqualTo(3.2 * (1 << 20));
        assertThat(tree.copies()).isEqualTo(1);
        Tally direct = new OrbsScheme(Forwarding.OFF).measure(22, 1, SEED);
        assertThat(direct.hopsToLast() * 0.040).as("seconds").isCloseTo(1.8, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 25})
    void orbsCostsWhatItsModelSays(int hosts) {
        assertHolds(new OrbsScheme(Forwarding.ON), hosts, 1);
        assertHolds(new OrbsScheme(Forwarding.OFF), hosts, 1);
    }

    private static void assertHolds(Scheme scheme, int hosts, int messages) {
        Row row = Row.measure(scheme, hosts, messages, SEED);
        assertThat(row.figures()).as("seed %d, %s", SEED, row).allMatch(Figure::holds);
    }

    private static List<Figure> figures(Tally tally, Theory theory) {
        return Figure.of(tally, theory);
    }

    @Test
    void aFigureThatIsTooFarFromTheoryIsMarked() {
        Row row = new Row(
                "flood",
                10,
                9,
                1,
                Figure.of(
                        LightScheme.flood(0).measure(10, 1, SEED),
                        LightScheme.fanout(3, 0).theory(10, 1)));
        assertThat(row.holds()).isFalse();
        assertThat(row.figures().get(0).text()).isEqualTo("9.000/3.340!");
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        Scheme scheme = LightScheme.fanout(3, 0);
        assertThat(Row.measure(scheme, 20, 20, 5)).isEqualTo(Row.measure(scheme, 20, 20, 5));
        assertThat(Row.measure(scheme, 20, 20, 5).figures())
                .isNotEqualTo(Row.measure(scheme, 20, 20, 6).figures());
    }

    @Test
    void programsGetJson() throws IOException {
        Row row = Row.measure(LightScheme.flood(0), 10, 1, SEED);
        JsonNode tree = new ObjectMapper().readTree(Report.json(SEED, List.of(row)));
        assertThat(tree.at("/rows/0/scheme").asText()).isEqualTo("flood");
        assertThat(tree.at("/rows/0/holds").asBoolean()).isTrue();
        assertThat(tree.at("/rows/0/figures/copiesPerDelivery/theory").asDouble())
                .isEqualTo(9);
        assertThat(tree.at("/rows/0/figures/coverage/measured").asDouble()).isEqualTo(1);
    }

    @Test
    void aLargerWorldTellsItsCost() {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute("dissemination", "--hosts=50");
        assertThat(code).isZero();
        assertThat(out.toString()).contains("50 nodes with 8 links", "coverage 1.0000", "bytes of heap per node");
    }
}
