package dev.gossip.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.gossip.examples.architecture.ArrowTable.Row;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every module keeps to its row of {@link ArrowTable}, in its pom.xml and in its compiled classes. */
class ArrowTableTest {

    private static final String OWN_GROUP = "dev.gossip";

    /** What the JDK offers to everybody, for example {@code com.sun.management} of its module jdk.management. */
    private static final Set<String> JDK = ModuleFinder.ofSystem().findAll().stream()
            .map(ModuleReference::descriptor)
            .filter(module -> module.name().matches("(java|jdk)\\..*"))
            .flatMap(module -> module.exports().stream())
            .filter(export -> !export.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());

    /** Root packages, and who owns them; the longest match counts. */
    private static final Map<String, String> OWNERS = owners();

    private static Map<String, String> owners() {
        Map<String, String> owners = ArrowTable.rows().stream()
                .map(Row::module)
                .collect(Collectors.toMap(ArrowTableTest::rootPackage, module -> module));
        owners.put("dev.gossip.spi", "gossip-api");
        return owners;
    }

    private static String rootPackage(String module) {
        return switch (module) {
            case "examples" -> "dev.gossip.examples";
            case "examples/fisco-sdk" -> "dev.gossip.examples.sdk";
            case "examples/bridge" -> "dev.gossip.examples.bridge";
            default -> module.replaceFirst("^gossip-", "dev.gossip.").replace('-', '.');
        };
    }

    static Stream<Row> rows() {
        return ArrowTable.rows().stream();
    }

    @Test
    void everybodyMayUseWhatTheJdkExports() {
        assertThat(JDK).contains("java.util", "com.sun.management").doesNotContain("jdk.internal.misc");
    }

    @Test
    void everyModuleHasARow() {
        Set<String> listed = rows().map(Row::module).collect(Collectors.toCollection(TreeSet::new));
        assertThat(Pom.of(Module.PROJECT).modules())
                .filteredOn(module -> !module.equals("gossip-bom"))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void thePomNamesOnlyWhatTheRowAllows(Row row) {
        if (row.isFree()) {
            return;
        }
        Set<String> allowed = new HashSet<>(row.arrows());
        row.libraries().forEach(library -> allowed.add(library.group()));
        List<String> named = Module.named(row.module()).pom().mainDependencies().stream()
                .map(dependency -> dependency.group().equals(OWN_GROUP) ? dependency.artifact() : dependency.group())
                .toList();
        assertThat(named).as("main dependencies in %s/pom.xml", row.module()).isSubsetOf(allowed);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theClassesUseOnlyWhatTheRowAllows(Row row) {
        if (row.isFree()) {
            return;
        }
        Module module = Module.named(row.module());
        assumeThat(module.isCompiled())
                .as("%s is compiled; a full build judges it", module)
                .isTrue();
        List<String> violations = new ArrayList<>();
        for (JavaClass type : module.classes()) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (!allows(row, dependency.getTargetClass().getBaseComponentType())) {
                    violations.add(dependency.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void cryptoShowsNoTypeOfItsLibrary() {
        Module crypto = Module.named("gossip-crypto");
        assumeThat(crypto.isCompiled()).as("%s is compiled", crypto).isTrue();
        Set<String> exported = crypto.exportedPackages();
        assertThat(exported).contains("dev.gossip.crypto");
        List<String> shown = crypto.classes().stream()
                .filter(type -> PublicApi.isPublic(type) && exported.contains(type.getPackageName()))
                .flatMap(type -> PublicApi.typesShownBy(type)
                        .filter(used -> used.getPackageName().startsWith("org.bouncycastle"))
                        .map(used -> type.getName() + " shows " + used.getName()))
                .toList();
        assertThat(shown).isEmpty();
    }

    private static boolean allows(Row row, JavaClass target) {
        String home = target.getPackageName();
        if (target.isPrimitive() || JDK.contains(home)) {
            return true;
        }
        if (isBelow(home, OWN_GROUP)) {
            Optional<String> owner = owner(home);
            return owner.isPresent()
                    && (owner.get().equals(row.module()) || row.arrows().contains(owner.get()));
        }
        return isBelow(home, "org.jspecify.annotations")
                || row.libraries().stream().anyMatch(library -> isBelow(home, library.rootPackage()));
    }

    private static Optional<String> owner(String home) {
        return OWNERS.keySet().stream()
                .filter(root -> isBelow(home, root))
                .max(Comparator.comparingInt(String::length))
                .map(OWNERS::get);
    }

    private static boolean isBelow(String name, String root) {
        return name.equals(root) || name.startsWith(root + ".");
    }
}
