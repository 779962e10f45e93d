package dev.gossip.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that hold in every module: documented packages, injected time and randomness, honest names. */
class HouseRulesTest {

    /** Clocks, randomness and sleeping that nobody injected, by class; an empty set means all members. */
    private static final Map<String, Set<String>> NOT_INJECTED = Map.ofEntries(
            Map.entry("java.lang.Thread", Set.of("sleep")),
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of()),
            Map.entry("java.security.SecureRandom", Set.of()),
            Map.entry("java.util.Random", Set.of()));

    /** The one place where a process's own clock and randomness enter. */
    private static final String ENTRANCE = "dev.gossip.core.StandardRuntime";

    static Stream<Module> modules() {
        return Module.all().stream().filter(module -> !module.name().equals("gossip-bom"));
    }

    static Stream<Module> deterministic() {
        return Stream.of(
                        "gossip-api",
                        "gossip-core",
                        "gossip-membership",
                        "gossip-pull",
                        "gossip-state",
                        "gossip-amop",
                        "gossip-fabric-codec",
                        "gossip-fisco-codec",
                        "gossip-orbs-codec",
                        "gossip-chronos-json",
                        "gossip-fabric",
                        "gossip-fisco",
                        "gossip-simulator")
                .map(Module::named);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageSaysWhyItExists(Module module) throws IOException {
        List<Path> folders = module.sources().stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        for (Path folder : folders) {
            assertThat(folder.resolve("package-info.java")).exists().content().contains("/**", "NullMarked\n");
        }
    }

    @ParameterizedTest
    @MethodSource("deterministic")
    void timeAndRandomnessAreInjected(Module module) {
        assumeThat(module.isCompiled())
                .as("%s is compiled; a full build judges it", module)
                .isTrue();
        List<String> violations = module.classes().stream()
                .filter(type -> !isEntrance(type))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(HouseRulesTest::isNotInjected)
                .map(JavaAccess::getDescription)
                .toList();
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void namesSayWhatAClassIs(Module module) {
        assertThat(module.sources())
                .extracting(file -> file.getFileName().toString())
                .noneMatch(name -> name.endsWith("Impl.java"));
        if (module.isCompiled()) {
            assertThat(module.classes()).extracting(JavaClass::getSimpleName).noneMatch(name -> name.endsWith("Impl"));
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void nobodyEndsTheProcessOrLeavesWorkForLater(Module module) throws IOException {
        for (Path file : module.sources()) {
            String text = Files.readString(file);
            assertThat(text).as("%s", file).doesNotContain("TODO", "FIXME");
            // A benchmark is made of processes, and each has to end itself.
            if (!file.endsWith("Main.java") && !module.name().equals("gossip-benchmarks")) {
                assertThat(text).as("%s", file).doesNotContain("System.exit(");
            }
        }
    }

    @Test
    void filesStaySmall() throws IOException {
        for (Module module : modules().toList()) {
            for (Path file : module.sources()) {
                try (Stream<String> lines = Files.lines(file)) {
                    assertThat(lines.count()).as("lines of %s", file).isLessThanOrEqualTo(500);
                }
            }
        }
    }

    private static boolean isEntrance(JavaClass type) {
        return type.getName().equals(ENTRANCE) || type.getName().startsWith(ENTRANCE + "$");
    }

    private static boolean isNotInjected(JavaAccess<?> access) {
        Set<String> members = NOT_INJECTED.get(access.getTargetOwner().getName());
        return members != null && (members.isEmpty() || members.contains(access.getName()));
    }
}
