package dev.gossip.fabric.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gossip.api.GossipException;
import dev.gossip.fabric.msp.YamlNode.Mapping;
import dev.gossip.fabric.msp.YamlNode.Sequence;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private static final String FILE = """
            ---
            # units
            OrganizationalUnitIdentifiers:
            - Certificate: "cacerts/ca#1.pem" # quoted
              OrganizationalUnitIdentifier: production
            -   OrganizationalUnitIdentifier: 'two words'

            NodeOUs:
                Enable: true   # indented by four
                PeerOUIdentifier:
                      OrganizationalUnitIdentifier: peer
                ClientOUIdentifier:
            """;

    @Test
    void readsWhatToolsWrite() {
        Mapping all = YamlNode.parse(FILE, "f");

        Sequence units =
                all.find("OrganizationalUnitIdentifiers", Sequence.class).orElseThrow();
        assertThat(units.items()).hasSize(2);
        assertThat(units.items().get(0).as(Mapping.class).text("Certificate")).contains("cacerts/ca#1.pem");
        assertThat(units.items().get(1).as(Mapping.class).text("OrganizationalUnitIdentifier"))
                .contains("two words");
        Mapping nodes = all.find("NodeOUs", Mapping.class).orElseThrow();
        assertThat(nodes.text("Enable")).contains("true");
        assertThat(nodes.text("ClientOUIdentifier")).isEmpty();
        assertThat(nodes.find("PeerOUIdentifier", Mapping.class).orElseThrow().text("OrganizationalUnitIdentifier"))
                .contains("peer");
        assertThat(YamlNode.parse("\n# nothing\n", "f").entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2",
                "a:\n\tb: 1",
                "a: {b: 1}",
                "a: [b]",
                "a: &x b",
                "a: *x",
                "a: |\n  text",
                "a: >\n  text",
                "a: !!str b",
                "a: \"open",
                "a: \"es\\\"cape\"",
                "a: b: c",
                "just text",
                "a:\n    b: 1\n  c: 2",
                "  a: 1\nb: 2",
                "- a: 1",
                "a:\n  -\nb: 1",
                "a:\n  - text",
                "a: 1\n---\nb: 2",
                "a: 1\n..."
            })
    void refusesEverythingElseWithTheLine(String content) {
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> YamlNode.parse(content, "config.yaml"))
                .withMessageMatching("(?s)config.yaml, line \\d+: .+");
    }

    @Test
    void refusesDeepNesting() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> YamlNode.parse(deep.toString(), "f"))
                .withMessageContaining("deeper");
    }

    @Test
    void neverFailsInAnotherWay() {
        long seed = 4711;
        Random random = new Random(seed);
        String signs = " \n\t-:#'\"{}[]ab|&*";
        for (int i = 0; i < 4_000; i++) {
            StringBuilder damaged = new StringBuilder(FILE);
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged.setCharAt(random.nextInt(damaged.length()), signs.charAt(random.nextInt(signs.length())));
            }
            try {
                YamlNode.parse(damaged.toString(), "f");
            } catch (GossipException e) {
                assertThat(e.getMessage()).as("seed %d, round %d", seed, i).startsWith("f, line ");
            }
        }
    }
}
