package dev.gossip.examples.demo;

import dev.gossip.api.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells what happens, each line with the time since the start. */
public final class Timeline {

    private final PrintWriter out;
    private final TimeSource time;
    private final long start;

    public Timeline(PrintWriter out, TimeSource time) {
        this.out = out;
        this.time = time;
        this.start = time.nanoTime();
    }

    public Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - start);
    }

    /** Begins a chapter. */
    public void chapter(String title) {
        out.println();
        say(title);
    }

    public void say(String text) {
        out.printf("%7.2f s  %s%n", elapsed().toMillis() / 1000.0, text);
        out.flush();
    }

    /** A line without a time. */
    public void plain(String text) {
        out.println(text);
        out.flush();
    }
}
