package dev.gossip.examples.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the project's own Maven, whose settings and local repository it shares. */
final class MavenRun {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    private static final String REPOSITORY = "maven.repo.local";

    /** Some 60 MB on a slow line. */
    private static final int PATIENCE_MINUTES = 10;

    private MavenRun() {}

    static void copyDependencies(Path project, Path pom, Path folder) throws IOException, SdkUnavailableException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(List.of(
                project.resolve(windows ? "mvnw.cmd" : "mvnw").toString(),
                "-q",
                "-B",
                "-f",
                pom.toString(),
                PLUGIN,
                "-DoutputDirectory=" + folder,
                // A server that does not answer would otherwise hold us for half an hour.
                "-Daether.connector.requestTimeout=60000"));
        String repository = System.getProperty(REPOSITORY);
        if (repository != null) {
            command.add("-D" + REPOSITORY + "=" + repository);
        }
        Path log = pom.resolveSibling("fetch.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        try {
            if (!maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new SdkUnavailableException("fetching it took more than " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkUnavailableException("fetching it was interrupted", e);
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
        if (maven.exitValue() != 0) {
            throw new SdkUnavailableException("it could not be fetched (" + firstError(log) + "), see " + log);
        }
    }

    private static String firstError(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("[ERROR] "))
                    .findFirst()
                    .map(line -> line.substring("[ERROR] ".length()).replaceFirst(":$", ""))
                    .orElse("it printed no error");
        }
    }
}
