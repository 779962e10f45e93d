package dev.gossip.benchmarks.signature;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench signature}. */
@Command(
        name = "signature",
        description = {
            "P-256 signatures of 1 KiB next to the library that computes them, on one thread:",
            "a default install (Bouncy Castle), then with Amazon's provider where its native code loads."
        },
        mixinStandardHelpOptions = true)
public final class SignatureCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--pairs", description = "How often each side has its turn (default: ${DEFAULT-VALUE}).")
    private int pairs = 7;

    @Option(names = "--millis", description = "Length of one turn (default: ${DEFAULT-VALUE}).")
    private long millis = 1_000;

    /** For picocli. */
    public SignatureCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-7s %-14s %10s %10s %7s%n", "what", "library", "ours/s", "raw/s", "ratio");
        out.flush();
        int code = run(out, null);
        Path corretto = correttoJar();
        return code != 0 || corretto == null ? code : run(out, corretto);
    }

    private int run(PrintWriter out, @Nullable Path more) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms256m", "-Xmx256m", "-cp"));
        command.add(more == null ? classPath : classPath + File.pathSeparator + more);
        command.addAll(List.of(SignatureRun.class.getName(), Integer.toString(pairs), Long.toString(millis)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            out.println(line);
            out.flush();
        });
        return process.waitFor();
    }

    /** The build leaves it beside the libraries, not among them, or every benchmark would use it. */
    private static @Nullable Path correttoJar() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path beside = Path.of(entry).resolveSibling("optional");
            for (Path directory : List.of(beside, Path.of(entry).resolveSibling("../optional"))) {
                if (Files.isDirectory(directory)) {
                    try (Stream<Path> jars = Files.list(directory)) {
                        return jars.filter(jar -> jar.toString().endsWith(".jar"))
                                .findFirst()
                                .orElse(null);
                    }
                }
            }
        }
        return null;
    }
}
