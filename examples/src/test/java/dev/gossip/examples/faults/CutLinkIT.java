package dev.gossip.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.Main;
import dev.gossip.examples.certs.NetworkFiles;
import dev.gossip.examples.certs.NetworkPlan;
import dev.gossip.examples.certs.NetworkPlan.OrganisationPlan;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.node.ConfiguredNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The route between two processes vanishes and comes back; nobody is told by the network. */
class CutLinkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUICK =
            "gossip:\n" + "  aliveTimeInterval: 1s\n" + "  aliveExpirationTimeout: 5s\n" + "  reconnectInterval: 2s\n";

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void aPeerBehindACutLinkIsGivenUpAndComesBackWithTheLink() throws IOException {
        assumeTrue(NetworkNamespace.isPossible(), "network namespaces need Linux, root and the command ip");
        List<NodeEvent> events = new CopyOnWriteArrayList<>();
        try (NetworkNamespace there = NetworkNamespace.create();
                StandardRuntime runtime = StandardRuntime.create()) {
            Signals signals = new Signals(runtime.time());
            List<Path> files = new NetworkFiles(folder, runtime.time())
                    .write(new NetworkPlan(
                            List.of(new OrganisationPlan("Org1MSP", 2)),
                            List.of(NetworkNamespace.HERE, NetworkNamespace.THERE),
                            7051));
            configure(files.get(0), NetworkNamespace.HERE + ":0", "");
            try (ConfiguredNode here = ConfiguredNode.start(NodeConfigParser.read(files.get(0)), runtime, event -> {
                events.add(event);
                signals.changed();
            })) {
                configure(
                        files.get(1),
                        NetworkNamespace.THERE + ":7052",
                        here.address().toString());
                Process peer = there.start(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "node",
                        "--config",
                        files.get(1).toString()));
                try {
                    signals.await("the peer joins", PATIENCE, () -> here.aliveMembers() == 1);

                    there.cut();
                    signals.await("the silent peer is held for dead", PATIENCE, () -> here.aliveMembers() == 0);
                    signals.await(
                            "its link is closed",
                            PATIENCE,
                            () -> events.stream().anyMatch(NodeEvent.LinkDown.class::isInstance));

                    there.mend();
                    signals.await("the peer is back", PATIENCE, () -> here.aliveMembers() == 1);
                    assertThat(events)
                            .filteredOn(NodeEvent.LinkUp.class::isInstance)
                            .hasSizeGreaterThan(1);
                } finally {
                    peer.descendants().forEach(ProcessHandle::destroyForcibly);
                    peer.destroyForcibly();
                }
            }
        }
    }

    private static void configure(Path file, String listen, String seed) throws IOException {
        String yaml = Files.readString(file)
                .replaceAll("(?m)^listen: .*$", "listen: " + listen)
                .replaceAll("(?m)^(endpoint|externalEndpoint|bootstrap): .*$\\R", "");
        Files.writeString(file, yaml + (seed.isEmpty() ? "" : "bootstrap: ['" + seed + "']\n") + QUICK);
    }
}
