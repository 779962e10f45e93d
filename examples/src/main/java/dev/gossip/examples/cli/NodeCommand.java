package dev.gossip.examples.cli;

import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.node.ConfiguredNode;
import dev.gossip.examples.node.chronos.ConfiguredChronosNode;
import dev.gossip.examples.node.fisco.ConfiguredFiscoNode;
import dev.gossip.examples.node.orbs.ConfiguredOrbsNode;
import dev.gossip.examples.status.StatusServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one node until the process is told to end. */
@Command(
        name = "node",
        description =
                "Runs a node of Fabric, FISCO BCOS, Orbs or Chronos described by a YAML file, until it is interrupted. 'gossip certs' makes such files for the first two.",
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The node's configuration.")
    private Path file = Path.of("node.yaml");

    @Override
    public Integer call() throws InterruptedException {
        StatusServer.limitRequests();
        try {
            run(NodeConfigParser.protocol(file));
        } catch (GossipException e) {
            String problem = String.valueOf(e.getMessage());
            throw problem.startsWith(file.toString()) ? e : new GossipException(file + ": " + problem, e);
        }
        return 0;
    }

    private void run(String protocol) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Termination termination = Termination.ofProcess();
                StandardRuntime runtime = StandardRuntime.create()) {
            Consumer<String> log =
                    line -> out.println(runtime.time().now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
            switch (protocol) {
                case "fisco" -> runFisco(runtime, log, termination);
                case "orbs" -> runOrbs(runtime, log, termination);
                case "chronos" -> runChronos(runtime, log, termination);
                // Without a protocol, the reader says what is missing.
                case "fabric", "" -> runFabric(runtime, log, termination);
                default ->
                    throw new GossipException(file + ": key 'protocol' is '" + protocol
                            + "'; this version runs [fabric, fisco, orbs, chronos]");
            }
        }
    }

    private void runFabric(StandardRuntime runtime, Consumer<String> log, Termination termination)
            throws InterruptedException {
        NodeConfig config = NodeConfigParser.read(file);
        try (ConfiguredNode node = ConfiguredNode.start(config, runtime, log, event -> {})) {
            log.accept("node " + node.id() + " of " + config.mspId() + " listens at " + node.address());
            termination.await();
        }
    }

    private void runFisco(StandardRuntime runtime, Consumer<String> log, Termination termination)
            throws InterruptedException {
        try (ConfiguredFiscoNode node = ConfiguredFiscoNode.start(file, runtime, log, event -> {})) {
            node.sdkAddresses()
                    .forEach((generation, address) ->
                            log.accept("SDKs of " + generation + ".x are served at " + address.hostAndPort()));
            // In full, as others write it on their lists.
            log.accept("node " + node.id().hex() + " listens at " + node.address());
            termination.await();
        }
    }

    private void runOrbs(StandardRuntime runtime, Consumer<String> log, Termination termination)
            throws InterruptedException {
        try (ConfiguredOrbsNode node = ConfiguredOrbsNode.start(file, runtime, log, event -> {})) {
            log.accept("node " + node.id().hex() + " listens at " + node.address());
            termination.await();
        }
    }

    private void runChronos(StandardRuntime runtime, Consumer<String> log, Termination termination)
            throws InterruptedException {
        try (ConfiguredChronosNode node = ConfiguredChronosNode.start(file, runtime, log, event -> {})) {
            log.accept(node.address()
                    .map(address -> "node listens at " + address)
                    .orElse("node is a client and listens nowhere"));
            termination.await();
        }
    }
}
