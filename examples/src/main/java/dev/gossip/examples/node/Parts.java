package dev.gossip.examples.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a node is made of; closed together, the newest first, also if some of it fails to close. Used by one thread. */
public final class Parts implements AutoCloseable {

    private final Consumer<String> log;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** @param log told of what fails to close */
    public Parts(Consumer<String> log) {
        this.log = log;
    }

    /** @return {@code part} */
    public <T extends AutoCloseable> T add(T part) {
        open.push(part);
        return part;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.accept("closing: " + e);
            }
        }
    }
}
