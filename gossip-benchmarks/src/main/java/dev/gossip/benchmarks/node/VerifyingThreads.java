package dev.gossip.benchmarks.node;

import dev.gossip.api.Envelope;
import dev.gossip.crypto.EcdsaVerifier;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The baseline of signed messages: nothing but verifying, on as many threads as a node's verification pool has. */
final class VerifyingThreads implements AutoCloseable {

    private final int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private final ExecutorService pool = Executors.newFixedThreadPool(threads);
    private final EcdsaVerifier verifier = new EcdsaVerifier();

    /** @return messages verified per second */
    double perSecond(PublicKey key, List<Envelope> envelopes) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            work.add(() -> verify(key, envelopes, next));
        }
        long start = System.nanoTime();
        int good = 0;
        for (Future<Integer> done : pool.invokeAll(work)) {
            good += done.get();
        }
        long took = System.nanoTime() - start;
        if (good != envelopes.size()) {
            throw new IllegalStateException((envelopes.size() - good) + " good signatures were refused");
        }
        return good * 1e9 / took;
    }

    private int verify(PublicKey key, List<Envelope> envelopes, AtomicInteger next) {
        int good = 0;
        for (int i = next.getAndIncrement(); i < envelopes.size(); i = next.getAndIncrement()) {
            var sealed = envelopes.get(i).sealed();
            good += verifier.verify(key, sealed.content(), sealed.signature()).isValid() ? 1 : 0;
        }
        return good;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
