package dev.gossip.benchmarks.transport;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link Child}, spoken to in lines. */
final class ChildProcess implements AutoCloseable {

    private static final int EXIT_SECONDS = 5;

    private final String what;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    private ChildProcess(String what, Process process) {
        this.what = what;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ChildProcess start(String role, String contender, Path tlsFiles, JvmOptions jvm) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm.of(contender + "-" + role));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(role, contender, tlsFiles.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ChildProcess(role + " of " + contender, process);
    }

    String ask(String order) throws IOException {
        orders.write(order);
        orders.newLine();
        orders.flush();
        return read();
    }

    String read() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Child.ANSWER)) {
                return line.substring(Child.ANSWER.length());
            }
        }
        throw new IOException("the process of the " + what + " ended; its errors are above");
    }

    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
