package dev.gossip.examples.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another host on this machine: a network namespace with a link of its own, which can be cut without either end hearing
 * of it. Linux, root and {@code ip} are needed.
 */
final class NetworkNamespace implements AutoCloseable {

    static final String HERE = "10.231.77.1";
    static final String THERE = "10.231.77.2";

    private static final int PATIENCE_SECONDS = 20;

    private final String name;
    private final String link;

    private NetworkNamespace(String name) {
        this.name = name;
        this.link = name + "h";
    }

    /** Whether this machine lets us make one. */
    static boolean isPossible() {
        try {
            return run(List.of("ip", "netns", "add", "gossip-probe")).isEmpty()
                    && run(List.of("ip", "netns", "del", "gossip-probe")).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** A host at {@link #THERE} that reaches this one at {@link #HERE}. */
    static NetworkNamespace create() throws IOException {
        NetworkNamespace made =
                new NetworkNamespace("gsp" + ProcessHandle.current().pid() % 1_000_000);
        try {
            made.ip("netns add " + made.name);
            made.ip("link add " + made.link + " type veth peer name " + made.name + "n netns " + made.name);
            made.ip("addr add " + HERE + "/30 dev " + made.link);
            made.ip("link set " + made.link + " up");
            made.ip("-n " + made.name + " addr add " + THERE + "/30 dev " + made.name + "n");
            made.ip("-n " + made.name + " link set " + made.name + "n up");
            made.ip("-n " + made.name + " link set lo up");
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    /** Starts a process on the other host. */
    Process start(List<String> command) throws IOException {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        return new ProcessBuilder(inside)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Packets vanish in both directions; no reset, no end of stream. */
    void cut() throws IOException {
        ip("link set " + link + " down");
    }

    void mend() throws IOException {
        ip("link set " + link + " up");
    }

    @Override
    public void close() throws IOException {
        run(List.of("ip", "netns", "del", name));
        run(List.of("ip", "link", "del", link));
    }

    private void ip(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        String problem = run(command);
        if (!problem.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + problem);
        }
    }

    /** @return what was wrong; empty if nothing */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "no end within " + PATIENCE_SECONDS + " s";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        return process.exitValue() == 0 ? "" : "exit " + process.exitValue() + " " + output.strip();
    }
}
