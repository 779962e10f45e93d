package dev.gossip.benchmarks;

import picocli.CommandLine;

/** Starts the benchmarks and ends the process with the exit code: 0 for success, 1 for failure, 2 for wrong usage. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand())
                .setCommandName("gossip bench")
                .execute(arguments));
    }
}
