package dev.gossip.examples.cli;

import dev.gossip.api.GossipException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands in the list of commands; the script starts the benchmarks itself, because they have a class path of their own. */
@Command(name = "bench", description = "Runs the benchmarks; './gossip bench --help' lists them.")
final class BenchCommand implements Callable<Integer> {

    @Parameters(hidden = true)
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        throw new GossipException("the benchmarks are not on this class path; start them by the script ./gossip bench"
                + String.join("", arguments.stream().map(word -> " " + word).toList()));
    }
}
