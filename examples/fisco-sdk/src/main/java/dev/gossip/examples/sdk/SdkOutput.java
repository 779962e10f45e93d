package dev.gossip.examples.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What a program says, kept until somebody takes it; and the end of what its libraries print. Thread-safe. */
final class SdkOutput {

    private static final int PRINTED_LINES = 60;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> said = new ArrayList<>();
    private final Deque<String> printed = new ArrayDeque<>();
    private boolean ended;

    /** Reads until the process has ended. */
    void read(InputStream stream) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("reading ended with " + e);
        } finally {
            end();
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            if (line.startsWith("@")) {
                said.add(line.substring(1));
                changed.signalAll();
            } else {
                printed.add(line);
                if (printed.size() > PRINTED_LINES) {
                    printed.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first line that begins so; empty if none comes in time, or ever. */
    Optional<String> take(String beginning, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (true) {
                for (int i = 0; i < said.size(); i++) {
                    if (said.get(i).startsWith(beginning)) {
                        return Optional.of(said.remove(i));
                    }
                }
                if (left <= 0 || ended) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** The first line of the last error that was printed. */
    Optional<String> error() {
        lock.lock();
        try {
            return printed.stream()
                    .filter(line ->
                            line.matches("(Exception in thread|Caused by:|Error:|[\\w.$]+(Error|Exception)\\b).*"))
                    .reduce((first, second) -> second);
        } finally {
            lock.unlock();
        }
    }

    /** One line with what was said, then what was printed. */
    @Override
    public String toString() {
        lock.lock();
        try {
            List<String> beginnings = said.stream()
                    .map(line -> line.substring(0, Math.min(200, line.length())))
                    .toList();
            return "said " + beginnings + "\n" + String.join("\n", printed);
        } finally {
            lock.unlock();
        }
    }
}
