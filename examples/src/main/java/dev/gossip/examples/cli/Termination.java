package dev.gossip.examples.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end in order when its process is told to end: the process waits, a bounded time, until this is closed. */
final class Termination implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Termination() {}

    static Termination ofProcess() {
        Termination termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Thread(termination::tell, "gossip-termination"));
        return termination;
    }

    private void tell() {
        told.countDown();
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the process is told to end. */
    void await() throws InterruptedException {
        told.await();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
