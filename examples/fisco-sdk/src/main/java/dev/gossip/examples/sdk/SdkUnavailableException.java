package dev.gossip.examples.sdk;

/** This machine cannot run a real SDK; the message says why, in one line. It says nothing about our own code. */
public final class SdkUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    SdkUnavailableException(String reason) {
        super(reason);
    }

    SdkUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
