package dev.gossip.examples.sdk;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running real SDK: told line by line what to do, and heard. Its subscribers answer {@code re:} and what they heard. What
 * is asked for and does not come in time is an {@link IllegalStateException}: its first line says what, the others are the end
 * of the process's output. Thread-safe; its methods block.
 */
public final class SdkProcess implements AutoCloseable {

    private static final Duration FORGOTTEN = Duration.ofSeconds(20);

    private final Process process;
    private final FiscoSdk sdk;
    private final Path home;
    private final Duration patience;
    private final PrintStream input;
    private final SdkOutput output = new SdkOutput();
    private final AtomicInteger asked = new AtomicInteger();

    SdkProcess(Process process, FiscoSdk sdk, Path home, Duration patience) {
        this.process = process;
        this.sdk = sdk;
        this.home = home;
        this.patience = patience;
        input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> output.read(process.getInputStream()), "sdk-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Waits until its libraries are loaded, a native one included; connecting comes afterwards.
     *
     * @throws SdkUnavailableException if it ends before, which is no fault of any node
     */
    public void awaitLoaded() throws SdkUnavailableException {
        if (output.take("LOADED", patience).isEmpty()) {
            throw new SdkUnavailableException(
                    output.hasEnded()
                            ? "it does not run here: " + output.error().orElse("it ended without a word")
                            : "it did not load within " + patience.toSeconds() + " s");
        }
    }

    /** Waits until it is connected. */
    public void awaitReady() {
        await("READY");
    }

    /** Takes the first line of the program that begins so. */
    public String await(String beginning) {
        return output.take(beginning, patience)
                .orElseThrow(() -> new IllegalStateException(
                        "the " + sdk + " did not say '" + beginning + "' in time; it " + output));
    }

    /** Tells the program something; texts among the words are {@link #base64}. */
    public void tell(String... words) {
        input.println(String.join(" ", words));
    }

    /** Subscribes, to which no node answers. */
    public void subscribe(String topic) {
        tell("subscribe", base64(topic));
    }

    public void unsubscribe(String topic) {
        tell("unsubscribe", base64(topic));
    }

    /** Publishes to one subscriber. */
    public SdkAnswer unicast(String topic, String data) {
        return ask("unicast", topic, data);
    }

    /** Publishes to all subscribers, to which no node answers. */
    public void multicast(String topic, String data) {
        tell("multicast", base64(topic), base64(data));
    }

    /** Has it do what is answered like a unicast, {@code unicast-private} of 2.x for example. */
    public SdkAnswer ask(String command, String topic, String data) {
        String id = "q" + asked.incrementAndGet();
        tell(command, base64(topic), id, base64(data));
        Optional<String> line = output.take("ANSWER " + id + " ", FORGOTTEN);
        if (line.isEmpty()) {
            return new SdkAnswer(SdkAnswer.NONE, "");
        }
        String[] words = line.get().split(" ");
        int code = Integer.parseInt(words[2]);
        return new SdkAnswer(code, code == 0 ? text(words[3]) : "");
    }

    /** Takes the data of the next message that its subscriber gets. */
    public String hear(String topic) {
        return text(await("HEAR " + base64(topic) + " ").split(" ")[2]);
    }

    /** How many messages its subscriber has got so far. */
    public int heard(String topic) {
        tell("heard", base64(topic));
        return Integer.parseInt(await("HEARD ").split(" ")[1]);
    }

    /** The process's number, for whoever stops it where it is. */
    public long pid() {
        return process.pid();
    }

    /** As the program reads and writes texts. */
    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String base64) {
        return base64.equals("-") ? "" : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** Ends the process at once and removes its files. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                SdkWorkshop.delete(home);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The folder is one for temporary files.
        }
    }
}
