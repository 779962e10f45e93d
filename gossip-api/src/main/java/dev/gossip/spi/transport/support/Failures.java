package dev.gossip.spi.transport.support;

import dev.gossip.api.GossipException;

/** Texts about failures that keep what the causes said. */
public final class Failures {

    private static final int MAX_CAUSES = 8;

    private Failures() {}

    /** An error that begins with {@code what} and says why. */
    public static GossipException about(String what, Throwable cause) {
        return new GossipException(what + ": " + describe(cause), cause);
    }

    /** The messages of a failure and its causes; a cause whose text was already said is left out. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable next = failure;
        for (int i = 0; next != null && i < MAX_CAUSES; i++, next = next.getCause()) {
            String message = next.getMessage();
            String part = message == null || message.isEmpty() ? next.getClass().getSimpleName() : message;
            if (text.indexOf(part) < 0) {
                text.append(text.isEmpty() ? "" : ", because: ").append(part);
            }
        }
        return text.toString();
    }
}
