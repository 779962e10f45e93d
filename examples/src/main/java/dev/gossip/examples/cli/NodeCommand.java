package dev.gossip.examples.cli;

import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.node.ConfiguredNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one node until the process is told to end. */
@Command(
        name = "node",
        description = "Runs a node described by a YAML file, until it is interrupted. 'gossip certs' makes such files.",
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The node's configuration.")
    private Path file = Path.of("node.yaml");

    @Override
    public Integer call() throws InterruptedException {
        NodeConfig config = NodeConfigParser.read(file);
        PrintWriter out = spec.commandLine().getOut();
        try (StandardRuntime runtime = StandardRuntime.create();
                ConfiguredNode node = ConfiguredNode.start(config, runtime, event -> report(event, out))) {
            out.println("node " + node.id() + " of " + config.identity().mspId() + " listens at " + node.address());
            node.channels()
                    .forEach(channel -> channel.onCommit((item, source) ->
                            out.println("channel " + channel.name() + ": block " + item.sequence() + " by " + source)));
            untilInterrupted();
        }
        return 0;
    }

    private static void report(NodeEvent event, PrintWriter out) {
        if (event instanceof NodeEvent.PeerAlive alive) {
            out.println("alive: " + alive.id()
                    + alive.organisation().map(name -> " of " + name).orElse(""));
        } else if (event instanceof NodeEvent.PeerDead dead) {
            out.println("dead: " + dead.id() + ", " + dead.detail());
        } else if (event instanceof NodeEvent.LinkRefused refused) {
            out.println("refused: " + refused.peer().remote() + ", " + refused.reason() + ", " + refused.detail());
        } else if (event instanceof NodeEvent.DialFailed failed) {
            out.println("cannot reach " + failed.address() + ": " + failed.detail());
        }
    }

    /** The virtual machine waits for its hooks, so the main thread may still close the node after it was told to end. */
    private static void untilInterrupted() throws InterruptedException {
        Thread main = Thread.currentThread();
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            try {
                main.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        told.await();
    }
}
