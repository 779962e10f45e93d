package dev.gossip.benchmarks.micro;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code bench micro}. */
@Command(
        name = "micro",
        description = "Runs the JMH benchmarks; takes JMH's own arguments, for example: bench micro -- Codec -prof gc",
        mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", description = "Arguments of JMH; write -- before the first.")
    private List<String> arguments = List.of();

    /** For picocli. */
    public MicroCommand() {}

    @Override
    public Integer call() throws Exception {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
