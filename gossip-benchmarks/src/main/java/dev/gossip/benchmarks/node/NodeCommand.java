package dev.gossip.benchmarks.node;

import dev.gossip.benchmarks.transport.TransportCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench node}. */
@Command(
        name = "node",
        description = {
            "From the call that publishes to the handler of another node: with Fabric's protocol and mutual TLS in one",
            "process; then unsigned and plain in two processes, in turn with raw Netty doing the transport's job."
        },
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
    private long millis = 2_000;

    @Option(names = "--transport", description = "The transport's name (default: ${DEFAULT-VALUE}).")
    private String transport = "netty";

    @Option(names = "--pairs", description = "Turns of signed messages (default: ${DEFAULT-VALUE}).")
    private int pairs = 5;

    @Option(names = "--messages", description = "Signed messages of a turn (default: ${DEFAULT-VALUE}).")
    private int messages = 10_000;

    /** For picocli. */
    public NodeCommand() {}

    private int unsigned() {
        return new CommandLine(new TransportCommand())
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(
                        "--transport=node",
                        "--tls=plain",
                        "--workload=stream",
                        "--size=1024",
                        "--size=65536",
                        "--pairs=" + pairs,
                        "--millis=" + millis);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        int code = unsigned();
        if (code != 0) {
            return code;
        }
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
