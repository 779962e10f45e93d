package dev.gossip.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One call of the command line and what came of it. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLineFactory.create(new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
        return new Invocation(code, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
