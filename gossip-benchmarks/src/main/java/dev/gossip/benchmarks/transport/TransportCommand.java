package dev.gossip.benchmarks.transport;

import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench transport}. */
@Command(
        name = "transport",
        description = {
            "Streams frames and plays ping-pong between two processes on loopback, in turn with raw Netty.",
            "Ratios refer to raw Netty doing the same job; 'limit' hands out views instead of memory to keep."
        },
        mixinStandardHelpOptions = true)
public final class TransportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Short slices: everything within two minutes.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(names = "--pairs", description = "How often each side has its turn (default: ${DEFAULT-VALUE}).")
    private int pairs = 5;

    @Option(names = "--millis", description = "Length of one turn (default: ${DEFAULT-VALUE}).")
    private long millis = 2_000;

    @Option(names = "--transport", description = "Only this transport; may be repeated.")
    private @Nullable List<String> transports;

    @Option(names = "--tls", description = "plain, mutual or both (default: ${DEFAULT-VALUE}).")
    private String tls = "both";

    @Option(names = "--workload", description = "Only these, for example stream or request-1; may be repeated.")
    private @Nullable List<String> workloads;

    @Option(names = "--size", description = "Only streams of this many bytes; may be repeated.")
    private @Nullable List<Integer> sizes;

    @Option(names = "--jvm", description = "Passed on to the measured processes; may be repeated.")
    private List<String> jvm = List.of();

    @Option(names = "--jfr", description = "Writes a flight recording of each measured process to this directory.")
    private @Nullable Path recordings;

    /** For picocli. */
    public TransportCommand() {}

    @Override
    public Integer call() throws IOException {
        List<String> measured = transports == null ? Contender.transports() : transports;
        List<Workload> chosen = Workloads.choose(tls, workloads, sizes);
        if (measured.isEmpty() || chosen.isEmpty() || pairs < 1 || millis < 1) {
            throw new ParameterException(spec.commandLine(), "nothing to measure with these options");
        }
        Schedule schedule = quick ? Schedule.quick() : Schedule.full(pairs, millis);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        if (recordings != null) {
            Files.createDirectories(recordings);
        }
        Path tlsFiles = Files.createTempDirectory("gossip-bench");
        try {
            writeTlsFiles(tlsFiles);
            List<Row> rows =
                    new Comparison(measured, schedule, tlsFiles, new JvmOptions(jvm, recordings), progress).run(chosen);
            if (json) {
                out.println(Report.json(rows));
            } else {
                Report.table(rows, schedule, out);
            }
        } finally {
            try (Stream<Path> files = Files.list(tlsFiles)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(tlsFiles);
        }
        return 0;
    }

    private static void writeTlsFiles(Path directory) throws IOException {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            DevelopmentCa ca = DevelopmentCa.create("bench", runtime.time());
            for (String role : List.of(Child.RECEIVER, Child.SENDER)) {
                IssuedNode node = ca.issue(NodeSpec.peer("localhost"));
                Files.write(directory.resolve(Child.key(role)), node.keyPem().toByteArray());
                Files.write(
                        directory.resolve(Child.chain(role)), node.chainPem().toByteArray());
            }
            Files.write(directory.resolve(Child.ROOT), ca.certificatePem().toByteArray());
        }
    }
}
