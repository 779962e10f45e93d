package dev.gossip.benchmarks.amop;

import dev.gossip.benchmarks.transport.TransportCommand;
import dev.gossip.examples.sdk.SdkUnavailableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench amop}. */
@Command(
        name = "amop",
        description = {
            "Unicasts of 128 B from a publisher at one node of FISCO BCOS to a subscriber at another, and back, in turn with",
            "requests over raw Netty as most programs write them ('same job'; 'limit' is tuned by hand). Then what the real",
            "SDK 3.6.0 reaches through our nodes, with publisher and subscriber at one node and at two."
        },
        mixinStandardHelpOptions = true)
public final class AmopCommand implements Callable<Integer> {

    private static final int IN_FLIGHT = 128;

    @Spec
    private CommandSpec spec;

    @Option(names = "--pairs", description = "How often each side has its turn (default: ${DEFAULT-VALUE}).")
    private int pairs = 5;

    @Option(names = "--millis", description = "Length of one turn (default: ${DEFAULT-VALUE}).")
    private long millis = 3_000;

    @Option(names = "--tls", description = "plain, mutual or both (default: ${DEFAULT-VALUE}).")
    private String tls = "both";

    @Option(names = "--sdk-calls", description = "Calls of the real SDK; 0 leaves it out (default: ${DEFAULT-VALUE}).")
    private int sdkCalls = 20_000;

    @Option(names = "--jvm", description = "Passed on to the measured processes; may be repeated.")
    private List<String> jvm = List.of();

    /** For picocli. */
    public AmopCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<String> arguments = new ArrayList<>(List.of(
                "--transport=amop",
                "--workload=request-1",
                "--workload=request-" + IN_FLIGHT,
                "--tls=" + tls,
                "--pairs=" + pairs,
                "--millis=" + millis));
        jvm.forEach(option -> arguments.add("--jvm=" + option));
        int code = new CommandLine(new TransportCommand())
                .setOut(out)
                .setErr(spec.commandLine().getErr())
                .execute(arguments.toArray(String[]::new));
        if (code == 0 && sdkCalls > 0) {
            sdk(out);
        }
        return code;
    }

    private void sdk(PrintWriter out) throws Exception {
        out.println();
        try (SdkCeiling ceiling = SdkCeiling.open(spec.commandLine().getErr()::println)) {
            for (int nodes = 1; nodes <= 2; nodes++) {
                // The first calls are for the compilers of all processes.
                ceiling.perSecond(nodes, sdkCalls / 4, IN_FLIGHT);
                out.printf(
                        Locale.ROOT,
                        "real SDK 3.6.0, plain, %d in flight, through %d node%s: %,.0f unicasts/s%n",
                        IN_FLIGHT,
                        nodes,
                        nodes == 1 ? "" : "s",
                        ceiling.perSecond(nodes, sdkCalls, IN_FLIGHT));
                out.flush();
            }
        } catch (SdkUnavailableException e) {
            out.println("real SDK: not measured, because " + e.getMessage());
        }
    }
}
