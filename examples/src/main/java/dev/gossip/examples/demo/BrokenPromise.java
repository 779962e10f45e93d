package dev.gossip.examples.demo;

/** A demonstration did not see what it promised to show; the message says what was missing. */
public final class BrokenPromise extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenPromise(String message) {
        super(message);
    }

    /** @throws BrokenPromise unless {@code kept} */
    public static void unless(boolean kept, String message) {
        if (!kept) {
            throw new BrokenPromise(message);
        }
    }
}
