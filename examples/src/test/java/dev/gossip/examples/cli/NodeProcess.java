package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import dev.gossip.examples.Main;
import dev.gossip.examples.demo.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code node} in a process of its own, whose output goes to a file. */
final class NodeProcess implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern STATUS = Pattern.compile("status: http://(\\S+)/status");

    private final Signals signals;
    private final Path output;
    private final Process process;

    private NodeProcess(Signals signals, Path output, Process process) {
        this.signals = signals;
        this.output = output;
        this.process = process;
    }

    /** @param folder for the output */
    static NodeProcess start(Path config, Path folder, Signals signals) throws IOException {
        Path output = Files.createTempFile(folder, "node", ".out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "node",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new NodeProcess(signals, output, process);
    }

    PeerAddress statusAddress() {
        return PeerAddress.parse(told(STATUS));
    }

    /** Waits until the output says something. @return the first group */
    String told(Pattern pattern) {
        await(pattern.pattern(), () -> pattern.matcher(output()).find());
        Matcher found = pattern.matcher(output());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    void await(String what, BooleanSupplier condition) {
        signals.await(what, LONG, () -> !process.isAlive() || condition.getAsBoolean(), () -> "\n" + output());
        assertThat(process.isAlive()).as(this::output).isTrue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By SIGTERM. @return the exit code */
    int end() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(this::output).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
