package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void helpNamesEveryCommand() {
        Invocation help = Invocation.of("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("demo", "node", "inspect", "certs", "providers", "bench");
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
    void anUnknownDemonstrationIsExplained() {
        Invocation unknown = Invocation.of("demo", "corda");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("corda", "fabric");
    }
}
