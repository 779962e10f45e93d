package dev.gossip.examples.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipException;
import dev.gossip.examples.demo.chronos.ChronosDemo;
import dev.gossip.examples.demo.fabric.FabricDemo;
import dev.gossip.examples.demo.fisco.FiscoDemo;
import dev.gossip.examples.demo.orbs.OrbsDemo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SYSTEM",
            defaultValue = "fabric",
            description = "Whose network: fabric, fisco, orbs or chronos; fabric by default.")
    private String system = "fabric";

    @Option(
            names = "--tls",
            description = "With TLS, where the system leaves the choice (orbs); fabric and fisco always have it.")
    private boolean tls;

    @Option(names = "--json", description = "End with one line of JSON that holds all measurements.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode findings = run(out);
        if (json) {
            out.println(Json.line(findings));
        }
        return findings.get("verdict").asText().equals("PASS") ? 0 : 1;
    }

    private ObjectNode run(PrintWriter out) {
        return switch (system) {
            case "fabric" -> new FabricDemo(out).run();
            case "fisco" -> new FiscoDemo(out).run();
            case "orbs" -> new OrbsDemo(out, tls).run();
            case "chronos" -> new ChronosDemo(out).run();
            default ->
                throw new GossipException(
                        "there is no demonstration of '" + system + "'; known are: fabric, fisco, orbs, chronos");
        };
    }
}
