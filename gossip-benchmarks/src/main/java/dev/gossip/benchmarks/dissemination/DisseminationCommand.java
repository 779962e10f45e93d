package dev.gossip.benchmarks.dissemination;

import dev.gossip.orbs.codec.forward.Forwarding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench dissemination}. */
@Command(
        name = "dissemination",
        description = {
            "Whole nodes in virtual time: copies and announcements per delivery, coverage, uploads of the origin and hops to",
            "the last node, each beside what theory says. Ends with 1 if a figure is further from theory than its error."
        },
        mixinStandardHelpOptions = true)
public final class DisseminationCommand implements Callable<Integer> {

    private static final List<Integer> SIZES = List.of(10, 25, 50, 100);
    private static final int LARGE = 1_000;
    private static final int LARGE_MESSAGES = 100;

    /** So many links that choosing among them is nearly choosing among all. */
    private static final int LARGE_DEGREE = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", description = "Everything follows from it (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--messages",
            description = "Messages for each figure with chance in it (default: ${DEFAULT-VALUE}).")
    private int messages = 1_000;

    @Option(names = "--quick", description = "100 messages and no network above 100 nodes.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(names = "--hosts", description = "Instead of the table: what a world of this many nodes costs.")
    private @Nullable Integer hosts;

    /** For picocli. */
    public DisseminationCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (messages < 1 || hosts != null && hosts < 10) {
            throw new ParameterException(spec.commandLine(), "needed are at least 1 message and 10 hosts");
        }
        if (hosts != null) {
            LargeWorld.run(hosts, seed, out);
            return 0;
        }
        List<Row> rows = measure(out);
        if (json) {
            out.println(Report.json(seed, rows));
        }
        return rows.stream().allMatch(Row::holds) ? 0 : 1;
    }

    private List<Row> measure(PrintWriter out) {
        if (!json) {
            Report.head(seed, out);
        }
        List<Row> rows = new ArrayList<>();
        for (Scheme scheme : schemes()) {
            for (int size : SIZES) {
                add(Row.measure(scheme, size, quick ? Math.min(messages, 100) : messages, seed), rows, out);
            }
        }
        if (!quick) {
            Scheme large = LightScheme.fanout(3, LARGE_DEGREE);
            add(Row.measure(large, LARGE, Math.min(messages, LARGE_MESSAGES), seed), rows, out);
        }
        return rows;
    }

    private static List<Scheme> schemes() {
        return List.of(
                LightScheme.flood(LARGE_DEGREE),
                LightScheme.fanout(3, LARGE_DEGREE),
                ChronosScheme.immediate(),
                ChronosScheme.delayed(),
                ChronosScheme.standard(),
                new OrbsScheme(Forwarding.OFF),
                new OrbsScheme(Forwarding.ON));
    }

    private void add(Row row, List<Row> rows, PrintWriter out) {
        rows.add(row);
        if (!json) {
            Report.line(row, out);
        }
    }
}
