package dev.gossip.examples.cli;

import dev.gossip.api.GossipException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Assembles the command line; exit codes are 0 for success, 1 for failure and 2 for wrong usage. */
public final class CommandLineFactory {

    private CommandLineFactory() {}

    /** All commands, writing to the given streams. */
    public static CommandLine create(PrintWriter out, PrintWriter err) {
        CommandLine root = new CommandLine(new GossipCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new NodeCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new CertsCommand())
                .addSubcommand(new ProvidersCommand())
                .addSubcommand(new BenchCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
        // Not by annotation and not earlier, or it is inherited by 'certs', which needs no command of its own.
        root.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
        return root;
    }

    /** What an operator can mend is told in one sentence; anything else is a bug and shows where. */
    private static int failed(Exception failure, CommandLine line) throws Exception {
        if (failure instanceof GossipException) {
            line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
