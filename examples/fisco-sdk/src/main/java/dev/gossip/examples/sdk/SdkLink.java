package dev.gossip.examples.sdk;

/** How an SDK secures its links to nodes. */
public enum SdkLink {
    /** Not at all; 3.x only. */
    PLAIN,
    /** By TLS with the files {@code ca.crt}, {@code sdk.crt} and {@code sdk.key}, on P-256 or RSA. */
    TLS,
    /** The same in 2.x, with Bouncy Castle as the first provider of the process: for certificates on secp256k1. */
    TLS_BOUNCY_CASTLE
}
