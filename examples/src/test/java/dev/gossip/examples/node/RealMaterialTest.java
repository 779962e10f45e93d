package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.fabric.FabricChannel;
import dev.gossip.fabric.config.ChannelConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node from the very files that Fabric's tools made for a peer: its MSP directory, its TLS pair, the genesis block. */
@Timeout(120)
class RealMaterialTest {

    private final StandardRuntime runtime = StandardRuntime.create();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeBlocks() throws IOException {
        Files.write(folder.resolve("genesis.block"), RealNetwork.block(0).toByteArray());
        Files.write(folder.resolve("later.block"), RealNetwork.block(1).toByteArray());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void theChannelFollowsFromItsBlockAndARestartContinues() throws Exception {
        Path file = file("ch1", "genesis.block");
        try (ConfiguredNode node = start(file)) {
            FabricChannel channel = node.channels().get(0);
            ChannelConfiguration configuration = channel.configuration().orElseThrow();
            assertThat(configuration.members()).containsOnlyKeys("Org1MSP", "Org2MSP");
            assertThat(channel.privateData()).isNotNull();
            for (int number = 0; number < RealNetwork.BLOCKS; number++) {
                assertThat(submit(channel, number)).isTrue();
            }
            assertThat(channel.height()).isEqualTo(RealNetwork.BLOCKS);
        }
        try (ConfiguredNode node = start(file)) {
            FabricChannel channel = node.channels().get(0);
            assertThat(submit(channel, RealNetwork.BLOCKS - 1))
                    .as("held already")
                    .isFalse();
            assertThat(channel.height()).isEqualTo(RealNetwork.BLOCKS);
            assertThat(log).anyMatch(line -> line.startsWith("channel ch1: 6 blocks in "));
        }
    }

    @Test
    void aBlockOfAnotherChannelOrWithoutConfigurationIsRefused() throws IOException {
        Path other = file("ch2", "genesis.block");
        assertThatThrownBy(() -> start(other))
                .isInstanceOf(GossipException.class)
                .hasMessageContainingAll("genesis.block", "'ch1'", "'ch2'");
        Path plain = file("ch1", "later.block");
        assertThatThrownBy(() -> start(plain))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("later.block");
        Path missing = file("ch1", "missing.block");
        assertThatThrownBy(() -> start(missing))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("missing.block");
    }

    private static boolean submit(FabricChannel channel, int number) throws Exception {
        return channel.submit(RealNetwork.block(number)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private ConfiguredNode start(Path file) {
        return ConfiguredNode.start(NodeConfigParser.read(file), runtime, log::add, event -> {});
    }

    private Path file(String channel, String block) throws IOException {
        return Files.writeString(folder.resolve("peer.yaml"), """
                protocol: fabric
                msp: {id: Org1MSP, dir: %s}
                tls: {cert: %s/server.crt, key: %s/server.key, ca: [%s/ca.crt]}
                listen: 127.0.0.1:0
                channels: [{name: %s, block: %s}]
                store: {type: mvstore, dir: data}
                gossip: {state: {enabled: true}}
                """.formatted(
                        RealNetwork.msp(), RealNetwork.tls(), RealNetwork.tls(), RealNetwork.tls(), channel, block));
    }
}
