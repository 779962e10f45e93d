package dev.gossip.examples.bridge.demo;

/** The demonstration did not see what it promised to show; the message says what was missing. */
final class BrokenPromise extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPromise(String message) {
        super(message);
    }
}
