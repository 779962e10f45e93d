package dev.gossip.benchmarks.node;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench node}. */
@Command(
        name = "node",
        description = "From publish to handler through two whole nodes on Fabric's protocol, mutual TLS, one process.",
        mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer> {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final List<NodeWorkload> WORKLOADS = List.of(
            new NodeWorkload(false, 1 << 10),
            new NodeWorkload(false, 64 << 10),
            new NodeWorkload(true, 1 << 10),
            new NodeWorkload(true, 64 << 10));

    private static final int[] SIGNED_SIZES = {1 << 10, 64 << 10};
    private static final double SIGNED_TARGET = 0.80;

    @Spec
    private CommandSpec spec;

    @Option(names = "--millis", description = "Length of one measurement (default: ${DEFAULT-VALUE}).")
    private long millis = 5_000;

    @Option(names = "--transport", description = "The transport's name (default: ${DEFAULT-VALUE}).")
    private String transport = "netty";

    @Option(names = "--pairs", description = "Turns of signed messages (default: ${DEFAULT-VALUE}).")
    private int pairs = 5;

    @Option(names = "--messages", description = "Signed messages of a turn (default: ${DEFAULT-VALUE}).")
    private int messages = 10_000;

    /** For picocli. */
    public NodeCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        NodeRun run = new NodeRun();
        try (TwoNodes nodes = new TwoNodes(transport, run::heard)) {
            out.printf(
                    "%-16s %7s %10s %10s %10s %10s%n", "workload", "bytes", "in flight", "per s", "p50 us", "p99 us");
            for (NodeWorkload workload : WORKLOADS) {
                NodeRun.Outcome outcome = run.run(nodes, workload, nanos / 2, nanos);
                out.printf(
                        Locale.ROOT,
                        "%-16s %7d %10d %,10.0f %,10.0f %,10.0f%n",
                        workload.name(),
                        workload.size(),
                        workload.inFlight(),
                        outcome.perSecond(),
                        outcome.p50() / NANOS_PER_MICRO,
                        outcome.p99() / NANOS_PER_MICRO);
                out.flush();
            }
            SignedComparison comparison = new SignedComparison(nodes, run, messages);
            out.printf(
                    "%nsigned before the clock starts; P-256 verified by the node : on as many threads without a node%n"
                            + "%7s %10s %10s %7s %7s%n",
                    "bytes", "node/s", "verify/s", "ratio", "target");
            for (int size : SIGNED_SIZES) {
                SignedComparison.Outcome outcome = comparison.compare(size, pairs);
                out.printf(
                        Locale.ROOT,
                        "%7d %,10.0f %,10.0f %7.2f %7.2f%n",
                        size,
                        outcome.ours(),
                        outcome.raw(),
                        outcome.ratio(),
                        SIGNED_TARGET);
                out.flush();
            }
        }
        return 0;
    }
}
