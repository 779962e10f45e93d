package dev.gossip.examples.demo.all;

import java.io.PrintWriter;
import java.io.Writer;

/** Hands whole lines on, each with a label, so that those of several threads do not mix. Used by one thread. */
final class LabelledLines extends Writer {

    private final String label;
    private final PrintWriter out;
    private final StringBuilder line = new StringBuilder();

    LabelledLines(String label, PrintWriter out) {
        this.label = label;
        this.out = out;
    }

    @Override
    public void write(char[] characters, int from, int count) {
        for (int i = from; i < from + count; i++) {
            char next = characters[i];
            if (next == '\n') {
                end();
            } else if (next != '\r') {
                line.append(next);
            }
        }
    }

    private void end() {
        String whole = label + line;
        line.setLength(0);
        synchronized (out) {
            out.println(whole.stripTrailing());
            out.flush();
        }
    }

    /** A line that is not complete waits for its end. */
    @Override
    public void flush() {}

    @Override
    public void close() {
        if (line.length() > 0) {
            end();
        }
    }
}
