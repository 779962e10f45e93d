package dev.gossip.state;

import java.util.concurrent.CompletionException;

/** What to tell people about an exception that came through a stage. */
final class Failures {

    private Failures() {}

    static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause.toString() : failure.toString();
    }
}
