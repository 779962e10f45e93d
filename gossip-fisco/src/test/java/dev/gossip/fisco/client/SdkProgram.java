package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A small program on the class path of one real SDK, compiled at its first use. */
enum SdkProgram {
    SDK_2("sdk2", "Sdk2Program"),
    SDK_3("sdk3", "Sdk3Program");

    private final String folder;
    private final String mainClass;
    private String classPath;

    SdkProgram(String folder, String mainClass) {
        this.folder = folder;
        this.mainClass = mainClass;
    }

    synchronized List<String> command(List<String> arguments) {
        if (classPath == null) {
            classPath = compile();
        }
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "-cp",
                                classPath,
                                mainClass),
                        arguments.stream())
                .toList();
    }

    private String compile() {
        Path source = Path.of("src", "it", folder, mainClass + ".java").toAbsolutePath();
        Path classes = Path.of("target", folder + "-classes").toAbsolutePath();
        try (Stream<Path> jars = Files.list(Path.of("target", folder).toAbsolutePath())) {
            Files.createDirectories(classes);
            String libraries = String.join(
                    File.pathSeparator,
                    jars.map(Path::toString)
                            .filter(name -> name.endsWith(".jar"))
                            .sorted()
                            .toList());
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            System.out,
                            System.err,
                            "-proc:none",
                            "-encoding",
                            "UTF-8",
                            "-cp",
                            libraries,
                            "-d",
                            classes.toString(),
                            source.toString());
            assertThat(result).as("compiling " + source).isZero();
            return classes + File.pathSeparator + libraries;
        } catch (IOException e) {
            throw new UncheckedIOException("run 'mvn pre-integration-test' first, which fetches the SDK", e);
        }
    }
}
