package dev.gossip.benchmarks;

import dev.gossip.benchmarks.amop.AmopCommand;
import dev.gossip.benchmarks.dissemination.DisseminationCommand;
import dev.gossip.benchmarks.micro.MicroCommand;
import dev.gossip.benchmarks.node.NodeCommand;
import dev.gossip.benchmarks.node.StalledCommand;
import dev.gossip.benchmarks.signature.SignatureCommand;
import dev.gossip.benchmarks.transport.TransportCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench}. */
@Command(
        name = "bench",
        description = "Measures this framework next to what it is built on.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TransportCommand.class,
            NodeCommand.class,
            AmopCommand.class,
            SignatureCommand.class,
            StalledCommand.class,
            DisseminationCommand.class,
            MicroCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** For picocli. */
    public BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which benchmark? For a start: bench transport --quick");
    }
}
