package dev.gossip.guice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/** Compiles {@link Exchange} as a module and runs it in a process that has a module path and no class path. */
class ModulePathExchangeIT extends ExchangeContract {

    private static final String MODULE = "dev.gossip.guice.exchange";

    /** What a user of the module path puts there; Guice and test libraries are not among it. */
    private static final String NEEDED = "gossip-(api|core|crypto|membership|transport-netty|fabric-codec)-\\d.*"
            + "|(netty|bc\\w+|protobuf|fabric-protos|slf4j)-.*";

    @TempDir
    Path folder;

    @Override
    String exchange(String said) throws Exception {
        String modulePath = modulePath(NEEDED);
        compile(modulePath);
        List<String> lines = run(modulePath, said);
        assertThat(lines.subList(1, lines.size()))
                .as("modules of the application and of the parts that it names")
                .containsExactly(
                        "module " + MODULE,
                        "module dev.gossip.api",
                        "module dev.gossip.core",
                        "module dev.gossip.crypto",
                        "module dev.gossip.membership");
        return lines.get(0);
    }

    private static String modulePath(String names) {
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().matches(names))
                .toList();
        assertThat(jars)
                .as("jars; this test needs packaged modules, run it by mvn verify")
                .hasSizeGreaterThan(6)
                .allMatch(Files::isRegularFile);
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private void compile(String modulePath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failures = compiler.run(
                null,
                null,
                null,
                "--release",
                "17",
                "-d",
                folder.toString(),
                "--module-path",
                modulePath,
                "src/test/modulepath/module-info.java",
                "src/test/java/dev/gossip/guice/exchange/Exchange.java");
        assertThat(failures).as("exit code of the compiler").isZero();
    }

    private List<String> run(String modulePath, String said) throws Exception {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                modulePath + File.pathSeparator + folder,
                "--module",
                MODULE + "/" + MODULE + ".Exchange",
                said));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS))
                    .as("whether the process ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue())
                .as("exit code of %s, which said:\n%s\n%s", command, text, Files.readString(errors))
                .isZero();
        return text.lines().toList();
    }
}
