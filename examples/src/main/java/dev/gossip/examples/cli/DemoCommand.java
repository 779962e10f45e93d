package dev.gossip.examples.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.demo.all.Demonstration;
import dev.gossip.examples.demo.all.SideBySide;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a whole network in this process and checks what it promises. */
@Command(
        name = "demo",
        description = {
            "Starts a network in this process, shows what happens and checks it.",
            "Exit code 1 means that a promise was broken; the last line says which."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SYSTEM",
            defaultValue = "fabric",
            description = {
                "fabric, fisco, orbs or chronos: a network of that system, fabric by default;",
                "bridge: messages between three of them;",
                "all: everything side by side."
            })
    private String system = "fabric";

    @Option(names = "--tls", description = "With TLS, for orbs; chronos has none, all others always have it.")
    private boolean tls;

    @Option(names = "--json", description = "End with one line of JSON that holds all measurements.")
    private boolean json;

    @Override
    public Integer call() {
        if (!system.equals(ALL) && Demonstration.of(system).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no demonstration of '" + system + "'; known are " + Demonstration.labels() + ", " + ALL
                            + ".");
        }
        LibraryLogs.expectFailures();
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode findings = run(out);
        if (json) {
            out.println(Json.line(findings));
        }
        return findings.get("verdict").asText().equals("PASS") ? 0 : 1;
    }

    private ObjectNode run(PrintWriter out) {
        if (!system.equals(ALL)) {
            return Demonstration.of(system).orElseThrow().run(out, tls);
        }
        Map<String, Function<PrintWriter, ObjectNode>> all = new LinkedHashMap<>();
        for (Demonstration each : Demonstration.values()) {
            all.put(each.label(), lines -> each.run(lines, tls));
        }
        try (StandardRuntime runtime = StandardRuntime.create()) {
            return new SideBySide(out, runtime.time()).run(all);
        }
    }
}
