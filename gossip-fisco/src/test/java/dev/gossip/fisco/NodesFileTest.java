package dev.gossip.fisco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.peer.NodesFileChange;
import dev.gossip.fisco.peer.NodesFileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose peers are those of a nodes.json, which changes while it runs. */
class NodesFileTest {

    private static final Duration PERIOD = Duration.ofSeconds(11);

    private final TestNetwork network = new TestNetwork();
    private final List<NodesFileChange> told = new ArrayList<>();

    @TempDir
    Path folder;

    private Path file;
    private Member b;
    private Member c;

    @BeforeEach
    void others() {
        file = folder.resolve("nodes.json");
        b = listening("b");
        c = listening("c");
    }

    @AfterEach
    void close() {
        network.close();
    }

    private Member listening(String name) {
        return network.start(name, Map.of(), (peer, endpoint) -> peer.p2p(endpoint.listen(name + ":30300")));
    }

    private void write(String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Member watching(String... dials) {
        return network.start(
                "a", Map.of(), (peer, endpoint) -> peer.p2p(endpoint).nodesFile(file, told::add), dials);
    }

    private static String nodes(String... addresses) {
        return "{\"nodes\":[" + String.join(",", List.of(addresses)) + "]}";
    }

    @Test
    void f16_aChangedFileMakesAndEndsLinks() {
        write(nodes("\"b:30300\""));
        Member a = watching();
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).containsOnlyKeys(b.id);

        write(nodes("\"c:30300\", \"[::1]:30301\""));
        network.time.advance(PERIOD);

        assertThat(a.peer.routes()).containsOnlyKeys(c.id);
        assertThat(told)
                .containsExactly(
                        new NodesFileChange.Used(List.of(PeerAddress.of("c", 30300), PeerAddress.of("::1", 30301))));
        network.time.advance(PERIOD.multipliedBy(3));
        assertThat(told).hasSize(1);
    }

    @Test
    void f16_aFileOfNoUseChangesNothingAndIsToldOnce() throws IOException {
        write(nodes("\"b:30300\""));
        Member a = watching();
        for (String content : List.of("{\"nodes\":[\"c:3", nodes("\"c:80\""), nodes("\"c\""), "[]", nodes("7"))) {
            told.clear();
            write(content);
            network.time.advance(PERIOD.multipliedBy(3));
            assertThat(a.peer.routes()).as(content).containsOnlyKeys(b.id);
            assertThat(told).as(content).singleElement().satisfies(NodesFileTest::namesTheFile);
        }
        told.clear();
        Files.delete(file);
        network.time.advance(PERIOD.multipliedBy(3));
        assertThat(told).singleElement().satisfies(NodesFileTest::namesTheFile);
        Files.write(file, new byte[NodesFileWatch.MAX_BYTES + 1]);
        network.time.advance(PERIOD);
        assertThat(told).last().asString().contains("limit of " + NodesFileWatch.MAX_BYTES);

        write(nodes("\"c:30300\""));
        network.time.advance(PERIOD);
        assertThat(a.peer.routes()).containsOnlyKeys(c.id);
        assertThat(told).last().isInstanceOf(NodesFileChange.Used.class);
    }

    private static void namesTheFile(NodesFileChange change) {
        assertThat(change)
                .isInstanceOfSatisfying(
                        NodesFileChange.Refused.class,
                        refused -> assertThat(refused.reason()).contains("nodes.json"));
    }

    @Test
    void f16_aListenerThatFailsIsCountedAndTheFileIsFollowed() {
        write(nodes("\"b:30300\""));
        Member a = network.start(
                "a",
                Map.of(),
                (peer, endpoint) -> peer.p2p(endpoint).nodesFile(file, change -> {
                    throw new IllegalStateException("a listener's own");
                }));
        write("{");
        network.time.advance(PERIOD);
        assertThat(network.drops("a", "handler-failed")).isEqualTo(1);
        write(nodes("\"c:30300\""));
        network.time.advance(PERIOD);
        assertThat(network.drops("a", "handler-failed")).isEqualTo(2);
        assertThat(a.peer.routes()).containsOnlyKeys(c.id);
    }

    @Test
    void f16_seedsOutsideTheFileStay() {
        write(nodes("\"b:30300\""));
        Member d = network.start("d");
        Member a = watching("d");
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).containsOnlyKeys(b.id, d.id);

        write(nodes());
        network.time.advance(PERIOD);

        assertThat(a.peer.routes()).containsOnlyKeys(d.id);
    }

    @Test
    void atTheStartTheFileHasToBeOfUse() {
        assertThatThrownBy(this::watching)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("nodes.json")
                .hasMessageContaining("write");
        write(nodes("\"b:1024\""));
        assertThatThrownBy(this::watching).hasMessageContaining("nodes.json").hasMessageContaining("1025");
    }

    @Test
    void aClosedNodeLooksNoMore() {
        write(nodes("\"b:30300\""));
        watching();
        network.stop("a");
        write(nodes("\"c:30300\""));
        network.time.advance(PERIOD.multipliedBy(2));
        assertThat(told).isEmpty();
    }
}
