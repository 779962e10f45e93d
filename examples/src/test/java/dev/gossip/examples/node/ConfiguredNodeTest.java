package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.NetworkFiles;
import dev.gossip.examples.certs.NetworkPlan;
import dev.gossip.examples.certs.NetworkPlan.OrganisationPlan;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.demo.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredNodeTest {

    private final StandardRuntime runtime = StandardRuntime.create();

    @TempDir
    private Path folder;

    private List<Path> files = List.of();

    @BeforeEach
    void makeCertificates() {
        NetworkPlan plan = new NetworkPlan(List.of(new OrganisationPlan("Org1MSP", 2)), List.of(), 7051);
        files = new NetworkFiles(folder, runtime.time()).write(plan);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "transport: netty\n"})
    void twoNodesFromGeneratedFilesFindEachOther(String transport) throws IOException {
        for (Path file : files) {
            Files.writeString(file, transport, StandardOpenOption.APPEND);
        }
        Signals signals = new Signals(runtime.time());
        try (ConfiguredNode first =
                ConfiguredNode.start(config(files.get(0), "127.0.0.1:0"), runtime, event -> signals.changed())) {
            String seed = first.address().toString();
            try (ConfiguredNode second =
                    ConfiguredNode.start(config(files.get(1), seed), runtime, event -> signals.changed())) {
                signals.await(
                        "both nodes know each other",
                        Duration.ofSeconds(20),
                        () -> first.aliveMembers() == 1 && second.aliveMembers() == 1);
                assertThat(first.id()).isNotEqualTo(second.id());
            }
        }
    }

    /** The third node lends its TLS pair to the first one, to dial with. */
    @Test
    void nodesWithMspDirectoriesAndClientPairsFindEachOther() throws IOException {
        for (Path file : files) {
            Path msp = Files.createDirectory(file.resolveSibling("msp"));
            copy(file.resolveSibling("cert.pem"), msp.resolve("signcerts"));
            copy(file.resolveSibling("key.pem"), msp.resolve("keystore"));
            copy(folder.resolve("Org1MSP/ca.pem"), msp.resolve("cacerts"));
            String yaml = Files.readString(file)
                    .replaceAll("(?m)^identity: .*$", "msp: {id: Org1MSP, dir: msp}")
                    .replaceAll("(?m)^organisations:$\\R(^  .*$\\R)*", "")
                    .replaceAll(
                            "(?m)^tls:$",
                            "tls:\n  clientCert: ../node2/tls-cert.pem\n  clientKey: ../node2/tls-key.pem");
            Files.writeString(file, yaml);
        }
        Signals signals = new Signals(runtime.time());
        try (ConfiguredNode first =
                        ConfiguredNode.start(config(files.get(0), "127.0.0.1:0"), runtime, event -> signals.changed());
                ConfiguredNode second = ConfiguredNode.start(
                        config(files.get(1), first.address().toString()), runtime, event -> signals.changed())) {
            signals.await(
                    "both nodes know each other",
                    Duration.ofSeconds(20),
                    () -> first.aliveMembers() == 1 && second.aliveMembers() == 1);
        }
    }

    private static void copy(Path file, Path target) throws IOException {
        Files.createDirectory(target);
        Files.copy(file, target.resolve(file.getFileName()));
    }

    @Test
    void aMissingKeyFileIsNamed() throws IOException {
        NodeConfig config = config(files.get(0), "127.0.0.1:0");
        Files.delete(files.get(0).resolveSibling("key.pem"));
        assertThatThrownBy(() -> ConfiguredNode.start(config, runtime, event -> {}))
                .hasMessageContaining("key.pem");
    }

    /** Any free port to listen at, so that tests run side by side. */
    private static NodeConfig config(Path file, String seed) throws IOException {
        String yaml = Files.readString(file)
                .replaceAll("(?m)^listen: .*$", "listen: 127.0.0.1:0")
                .replaceAll("(?m)^(endpoint|externalEndpoint): .*$\\R", "")
                .replaceAll("(?m)^bootstrap: .*$", "bootstrap: ['" + seed + "']");
        Files.writeString(file, yaml);
        return NodeConfigParser.read(file);
    }
}
