package dev.gossip.examples.node.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.examples.config.KeyValues;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.fisco.limit.IncomingLimits.GroupModule;
import dev.gossip.fisco.limit.OutgoingLimits;
import dev.gossip.fisco.limit.RateLimits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README shows a file that the parser reads, and explains every key. */
class FiscoReadmeTest {

    private static final String BEGIN = "```yaml\nprotocol: fisco\n";

    @TempDir
    private Path folder;

    @Test
    void theFileOfTheReadmeIsReadAndMakesSense() throws IOException {
        String section = section();
        String yaml = section.substring(section.indexOf(BEGIN) + "```yaml\n".length());
        Path file = folder.resolve("fisco.yaml");
        Files.writeString(file, yaml.substring(0, yaml.indexOf("```")));
        FiscoNodeConfig config = NodeConfigParser.read(file, FiscoNodeConfig.class);
        FiscoWiring.check(config);
        FiscoLimits.node(config.limitKeys());
        FiscoLimits.amop(config.limitKeys());
        assertThat(KeyValues.addresses("peers", config.peers())).hasSize(1);
        assertThat(config.lists().allowed()).contains(List.of());
        assertThat(FiscoWiring.heights(config)).containsEntry("group0", 0L);
        // What it says of the standards is true.
        assertThat(FiscoLimits.amop(config.limitKeys())).isEqualTo(FiscoLimits.amop(FiscoNodeConfig.LimitKeys.NONE));
        RateLimits rates = FiscoRates.of(config.rateLimits());
        assertThat(rates.outgoing().total()).hasValue(20 * 131_072);
        assertThat(rates.outgoing().hosts()).isEqualTo(Map.of("10.0.0.2", 655_360L));
        assertThat(rates.outgoing().freeModules()).isEqualTo(OutgoingLimits.FREE_MODULES);
        assertThat(rates.incoming().modules()).isEqualTo(Map.of(new GroupModule("group0", 1000), 2_000L));
        assertThat(rates.publishing().perSdk()).hasValue(262_144);
    }

    @Test
    void everyKeyIsThere() throws IOException {
        String section = section();
        for (Class<?> keys : List.of(FiscoNodeConfig.class, FiscoNodeConfig.Group.class)) {
            assertThat(names(keys)).allSatisfy(key -> assertThat(section).containsPattern("\\b" + key + ":"));
        }
        assertThat(names(FiscoNodeConfig.LimitKeys.class))
                .allSatisfy(key -> assertThat(section).contains("`" + key + "`"));
        for (Class<?> keys : List.of(
                RateKeys.class,
                RateKeys.Outgoing.class,
                RateKeys.Incoming.class,
                RateKeys.Module.class,
                RateKeys.Publishing.class)) {
            assertThat(names(keys)).allSatisfy(key -> assertThat(section).containsPattern("\\b" + key + "\\b"));
        }
    }

    private static List<String> names(Class<?> keys) {
        return Arrays.stream(keys.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static String section() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("## A FISCO BCOS node from a file");
        return readme.substring(begin, readme.indexOf("\n## ", begin));
    }
}
