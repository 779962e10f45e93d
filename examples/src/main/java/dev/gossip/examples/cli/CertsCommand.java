package dev.gossip.examples.cli;

import dev.gossip.api.TimeSource;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.NetworkFiles;
import dev.gossip.examples.certs.NetworkPlan;
import dev.gossip.examples.certs.NetworkPlan.OrganisationPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes certificate authorities and node certificates for development. */
@Command(
        name = "certs",
        description = {
            "Makes development certificates for Fabric, or with 'fisco' for FISCO BCOS.",
            "Two authorities per organisation and, per node, an identity, a TLS pair and a configuration for"
                    + " 'gossip node'.",
            "The authorities' keys are not kept, so more nodes mean a new network."
        },
        subcommands = FiscoCertsCommand.class,
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class CertsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "dev-certs", description = "Where to put them.")
    private Path directory = Path.of("dev-certs");

    @Option(
            names = "--org",
            paramLabel = "MSPID=NODES",
            defaultValue = "Org1MSP=2",
            description = "An organisation and its number of nodes; repeatable.")
    private List<String> organisations = List.of();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            showDefaultValue = Visibility.NEVER,
            description = "A further name or address of the nodes; repeatable.")
    private List<String> hosts = List.of();

    @Option(names = "--base-port", paramLabel = "PORT", defaultValue = "7051", description = "The first node's port.")
    private int basePort;

    @Override
    public Integer call() {
        NetworkPlan plan = new NetworkPlan(
                organisations.stream().map(OrganisationPlan::parse).toList(), hosts, basePort);
        List<Path> configurations;
        try (StandardRuntime runtime = StandardRuntime.create()) {
            TimeSource time = runtime.time();
            configurations = new NetworkFiles(directory, time).write(plan);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made certificates for development only; the keys are not protected. Run a node with one of:");
        configurations.forEach(file -> out.println("  ./gossip node --config " + file));
        return 0;
    }
}
