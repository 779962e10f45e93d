package dev.gossip.fisco.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running SDK program: told what to do line by line, and heard. */
final class SdkProcess implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(90);

    private static final Duration FORGOTTEN = Duration.ofSeconds(20);

    private final Process process;
    private final PrintStream input;
    private final List<String> said = new ArrayList<>();
    private final Deque<String> chatter = new ArrayDeque<>();
    private int answers;

    SdkProcess(SdkProgram program, String... arguments) {
        try {
            Path home = Files.createDirectories(Path.of("target", "sdk-home", program + "-" + System.nanoTime()));
            process = new ProcessBuilder(program.command(List.of(arguments)))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "sdk-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (this) {
                    if (line.startsWith("@")) {
                        said.add(line.substring(1));
                        notifyAll();
                    } else {
                        chatter.add(line);
                        if (chatter.size() > 60) {
                            chatter.remove();
                        }
                    }
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
        synchronized (this) {
            said.add("ENDED");
            notifyAll();
        }
    }

    /** Takes the first line that begins so. */
    String await(String beginning) {
        String line = await(beginning, LONG);
        if (line == null) {
            throw new AssertionError("no '" + beginning + "' among " + said() + "; it said " + chatter());
        }
        return line;
    }

    private synchronized String await(String beginning, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            for (int i = 0; i < said.size(); i++) {
                if (said.get(i).startsWith(beginning)) {
                    return said.remove(i);
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || said.contains("ENDED")) {
                return null;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private synchronized List<String> said() {
        return said.stream()
                .map(line -> line.substring(0, Math.min(200, line.length())))
                .toList();
    }

    private synchronized String chatter() {
        return String.join("\n", chatter);
    }

    void tell(String... words) {
        input.println(String.join(" ", words));
    }

    void subscribe(String topic) {
        tell("subscribe", base64(topic));
    }

    /** Publishes to one subscriber. @return its answer, or the code of the failure */
    String unicast(String topic, String data) {
        return ask("unicast", topic, data);
    }

    String ask(String command, String topic, String data) {
        String id = "q" + ++answers;
        tell(command, base64(topic), id, base64(data));
        // While it reconnects an SDK of 2.x may forget a call altogether.
        String line = await("ANSWER " + id + " ", FORGOTTEN);
        if (line == null) {
            return "code none";
        }
        String[] words = line.split(" ");
        return words[2].equals("0") ? text(words[3]) : "code " + words[2];
    }

    /** The data of the next message that a subscriber gets. */
    String hear(String topic) {
        return text(await("HEAR " + base64(topic) + " ").split(" ")[2]);
    }

    int heard(String topic) {
        tell("heard", base64(topic));
        return Integer.parseInt(await("HEARD ").split(" ")[1]);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String base64) {
        return base64.equals("-") ? "" : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
