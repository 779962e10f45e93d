package dev.gossip.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stranger at a listener under judgement: every step fails loudly, and every read has a deadline. */
final class Visit implements AutoCloseable {

    private final Stranger stranger;
    private final Patience patience;

    Visit(Stranger stranger, Patience patience) {
        this.stranger = stranger;
        this.patience = patience;
    }

    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int count) {
        run(() -> stranger.write(bytes, from, count));
    }

    /** Whether a stranger that may have been cut already could still write. */
    boolean tryToWrite(byte[] bytes) {
        try {
            stranger.write(bytes, 0, bytes.length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    byte[] read(int count) {
        byte[] all = new byte[count];
        return patience.get(count + " bytes at a stranger", onThread(() -> {
            for (int at = 0; at < count; ) {
                byte[] part = new byte[count - at];
                int came = stranger.read(part);
                if (came < 0) {
                    throw new IOException("the stream ended after " + at + " bytes");
                }
                System.arraycopy(part, 0, all, at, came);
                at += came;
            }
            return all;
        }));
    }

    /** Waits for the end of the stream, by a farewell or a reset, and throws away what comes before. */
    boolean isCut() {
        CompletableFuture<Boolean> end = onThread(() -> {
            byte[] scrap = new byte[1 << 12];
            int count = 0;
            while (count >= 0) {
                count = stranger.read(scrap);
            }
            return true;
        });
        try {
            return end.get(patience.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void halfClose() {
        run(stranger::halfClose);
    }

    void reset() {
        run(stranger::reset);
    }

    @Override
    public void close() {
        run(stranger::close);
    }

    /** A thread of its own, since not every carrier can read with a deadline; closing the stranger ends it. */
    private static <T> CompletableFuture<T> onThread(Reading<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(reading.run());
                    } catch (IOException e) {
                        result.completeExceptionally(e);
                    }
                },
                "gossip-contract-stranger");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a stranger failed: " + e.getMessage(), e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private interface Reading<T> {
        T run() throws IOException;
    }
}
