package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @Test
    void helpNamesEveryCommand() {
        Invocation help = Invocation.of("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("demo", "node", "inspect", "certs", "providers", "bench");
    }

    @Test
    void everyCommandTellsTheVersion() {
        assertThat(Invocation.of("-V").out()).startsWith("gossip ");
        assertThat(Invocation.of("demo", "-V").out())
                .isEqualTo(Invocation.of("-V").out());
        assertThat(Invocation.of("certs", "fisco", "-V").out())
                .isEqualTo(Invocation.of("-V").out());
    }

    @Test
    void withoutACommandTheFirstStepIsNamed() {
        Invocation nothing = Invocation.of();
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("./gossip demo");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        Invocation unknown = Invocation.of("inspekt");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("inspect");
    }

    @Test
    void benchmarksAreStartedByTheScript() {
        Invocation bench = Invocation.of("bench", "verify");
        assertThat(bench.exitCode()).isEqualTo(1);
        assertThat(bench.err()).contains("./gossip bench verify");
    }

    @Test
    void networksOfFiscoAreMadeByACommandOfTheirOwn(@TempDir Path folder) {
        String out = folder.resolve("net").toString();
        Invocation made = Invocation.of("certs", "fisco", "--out", out, "--generation", "2", "--nodes", "3");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("./gossip node --config " + Path.of(out, "node3", "fisco.yaml"))
                .contains("Certificates for SDKs of generation 2");
        Invocation again = Invocation.of("certs", "fisco", "--out", out);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("gossip certs fisco: ")
                .contains("exists already")
                .doesNotContain("\tat ");
        assertThat(Invocation.of("certs", "fisco", "--out", out + "2", "--key", "dsa")
                        .err())
                .contains("no keys are called 'dsa'");
        assertThat(Invocation.of("certs", "--help").out()).contains("'fisco' for FISCO BCOS", "--org");
    }

    @Test
    void anUnknownDemonstrationIsExplained() {
        Invocation unknown = Invocation.of("demo", "corda");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("There is no demonstration of 'corda'; known are fabric, fisco, orbs, chronos, bridge, all.");
    }
}
