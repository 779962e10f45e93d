package dev.gossip.benchmarks.signature;

import dev.gossip.api.Bytes;
import dev.gossip.benchmarks.Median;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.crypto.SignatureEngines;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One process: ours and the raw library in turn, on one thread. Prints one line per operation. */
public final class SignatureRun {

    private static final long CHECK_EVERY = 16;

    private SignatureRun() {}

    /** @param arguments number of pairs, milliseconds of a turn */
    public static void main(String[] arguments) throws Exception {
        int pairs = Integer.parseInt(arguments[0]);
        long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
        Signed signed = Signed.create();
        String library = SignatureEngines.current().name();
        RawLibrary raw = RawLibrary.of(library, signed);
        EcdsaVerifier verifier = new EcdsaVerifier();
        compare(
                "verify",
                library,
                pairs,
                nanos,
                i -> verifier.verify(
                                signed.key(),
                                content(signed, i),
                                signed.signatures().get(i))
                        .isValid(),
                i -> raw.verify(content(signed, i), signed.signatures().get(i)));
        compare(
                "sign",
                library,
                pairs,
                nanos,
                i -> !signed.identity().sign(content(signed, i)).isEmpty(),
                i -> raw.sign(content(signed, i)).length > 0);
    }

    private static Bytes content(Signed signed, int i) {
        return signed.contents().get(i);
    }

    private static void compare(String operation, String library, int pairs, long nanos, Step ours, Step raw)
            throws Exception {
        // The first turns are for the compiler.
        perSecond(ours, nanos);
        perSecond(raw, nanos);
        double[] mine = new double[pairs];
        double[] theirs = new double[pairs];
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            theirs[i] = perSecond(raw, nanos);
            mine[i] = perSecond(ours, nanos);
            ratios[i] = mine[i] / theirs[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%-7s %-14s %,10.0f %,10.0f %7.3f%n",
                operation,
                library,
                Median.of(mine),
                Median.of(theirs),
                Median.of(ratios));
    }

    private static double perSecond(Step step, long nanos) throws Exception {
        long start = System.nanoTime();
        long done = 0;
        long took;
        do {
            for (int i = 0; i < CHECK_EVERY; i++) {
                if (!step.run((int) (done % 256))) {
                    throw new IllegalStateException("a good signature was refused");
                }
                done++;
            }
            took = System.nanoTime() - start;
        } while (took < nanos);
        return done * 1e9 / took;
    }

    /** One signature; its outcome is checked, so that it cannot be optimised away. */
    private interface Step {
        boolean run(int index) throws Exception;
    }
}
