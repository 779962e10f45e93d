package dev.gossip.examples.cli;

import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.FiscoFiles;
import dev.gossip.examples.certs.FiscoPlan;
import dev.gossip.examples.certs.KeyKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a development network of FISCO BCOS. */
@Command(
        name = "fisco",
        description = {
            "Makes a development network of FISCO BCOS: an authority and, per node, a certificate and a configuration for"
                    + " 'gossip node'; and a folder with certificates for SDKs.",
            "The authority's key is not kept, so more nodes mean a new network."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class FiscoCertsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "dev-fisco", description = "Where to put it.")
    private Path directory = Path.of("dev-fisco");

    @Option(
            names = "--generation",
            paramLabel = "2|3",
            defaultValue = "3",
            description = "Of the packets between nodes.")
    private int generation;

    @Option(names = "--nodes", paramLabel = "COUNT", defaultValue = "2", description = "How many nodes.")
    private int nodes;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Keys of all certificates: rsa, p-256 or secp256k1. By default rsa in generation 3, which is what"
                            + " its SDKs take, and p-256 in generation 2.")
    private @Nullable String key;

    @Option(
            names = "--base-port",
            paramLabel = "PORT",
            defaultValue = "30300",
            description = "The first node's port for other nodes; its status page is 2000 above.")
    private int basePort;

    @Option(
            names = "--sdk-port",
            paramLabel = "PORT",
            defaultValue = "20200",
            description = "The first node's port for SDKs.")
    private int sdkPort;

    @Override
    public Integer call() {
        KeyKind standard = generation == 2 ? KeyKind.P_256 : KeyKind.RSA;
        FiscoPlan plan =
                new FiscoPlan(generation, nodes, key == null ? standard : KeyKind.named(key), basePort, sdkPort);
        List<Path> configurations;
        Path sdk;
        try (StandardRuntime runtime = StandardRuntime.create()) {
            FiscoFiles files = new FiscoFiles(directory, runtime.time());
            configurations = files.write(plan);
            sdk = files.sdk();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made certificates for development only; the keys are not protected. Run each node in a terminal:");
        configurations.forEach(file -> out.println("  ./gossip node --config " + file));
        out.println("Certificates for SDKs of generation " + generation + " (certPath) are in " + sdk
                + "; they are served at ports " + sdkPort + ".." + (sdkPort + nodes - 1) + ".");
        return 0;
    }
}
