package dev.gossip.api;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a property with many seeds. A failure names its seed; {@code -Dgossip.seed=<seed>} runs that one alone.
 */
public final class Seeds {

    private static final int RUNS = 500;

    private Seeds() {}

    /** Calls {@code property} with a fresh source of randomness per seed. */
    public static void forEach(Consumer<RandomGenerator> property) {
        Long only = Long.getLong("gossip.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? RUNS : only;
        for (long seed = first; seed <= last; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (repeat with -Dgossip.seed=" + seed + "): " + e, e);
            }
        }
    }

    /** Bytes of a length up to {@code longest}, from a small alphabet half of the time, so that runs share prefixes. */
    public static byte[] bytes(RandomGenerator random, int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        int bound = random.nextBoolean() ? 2 : 256;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(bound);
        }
        return bytes;
    }
}
