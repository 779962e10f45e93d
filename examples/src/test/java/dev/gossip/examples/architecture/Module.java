package dev.gossip.examples.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of the project with sources and, once built, classes. */
record Module(Path folder) {

    static final Path PROJECT = project();

    /** Tests run in the module's folder under Maven, and anywhere below the project in an IDE. */
    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("gossip-api"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run this test inside the project");
            }
        }
        return folder;
    }

    static Module named(String name) {
        return new Module(PROJECT.resolve(name));
    }

    static List<Module> all() {
        return Pom.of(PROJECT).modules().stream().map(Module::named).toList();
    }

    String name() {
        return folder.getFileName().toString();
    }

    Pom pom() {
        return Pom.of(folder);
    }

    boolean isCompiled() {
        return Files.isDirectory(folder.resolve("target/classes/dev"))
                || Files.isDirectory(folder.resolve("target/classes/com"));
    }

    JavaClasses classes() {
        return new ClassFileImporter().importPath(folder.resolve("target/classes"));
    }

    /** The packages that other modules can name. */
    Set<String> exportedPackages() {
        return ModuleFinder.of(folder.resolve("target/classes")).findAll().stream()
                .flatMap(module -> module.descriptor().exports().stream())
                .filter(export -> !export.isQualified())
                .map(Exports::source)
                .collect(Collectors.toSet());
    }

    /** All Java files of the main code. */
    List<Path> sources() {
        Path root = folder.resolve("src/main/java");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
