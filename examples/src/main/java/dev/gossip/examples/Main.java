package dev.gossip.examples;

import dev.gossip.examples.cli.CommandLineFactory;
import dev.gossip.examples.cli.LibraryLogs;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts the command line and ends the process with its exit code. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        LibraryLogs.quiet();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(CommandLineFactory.create(out, err).execute(arguments));
    }
}
